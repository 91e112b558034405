"""What workers do for the sandbox."""

from config.kit.claims import swept_by
from shop.sandbox.delivering import deliver
from shop.sandbox.models import SandboxWebhook

swept_by(SandboxWebhook, deliver, queue="now")
