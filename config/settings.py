"""Settings: every value that differs between installations is read from the environment.

Nothing set: SQLite and an embedded Redis under `var/`. `DATABASE_URL` and `REDIS_URL` alone
move the site to PostgreSQL and a Redis server; `docs/operations.md` lists the rest.
"""

import logging
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import environ
from celery.schedules import schedule
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import logs
from config.embedded import broker_url, private_key, read_or_make_secret, redis_url, sqlite_url

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_make_secret(VAR_DIR / "secret-key")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])
SECURE = SITE_URL.startswith("https://")
# At home under whatever name a phone finds it by; in public under its own, so that no link or QR code bears another's.
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname or "", "127.0.0.1", "localhost"] if SECURE else ["*"]
)

INSTALLED_APPS = [
    "community",
    "shop",
    "content",
    "config.shell",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "rest_framework.authtoken",
    "taggit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.shell.middleware.SessionMiddleware",
    "config.shell.middleware.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.shell.middleware.TimezoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "community.attention.headers.RateLimitMiddleware",
    "config.kit.http.DomainErrorMiddleware",
]

ROOT_URLCONF = "config.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "config.shell.templatetags.shell",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.shell.context.shell",
            ],
        },
    }
]
COTTON_DIR = "cotton"
COTTON_SNAKE_CASED_NAMES = True
FORM_RENDERER = "config.shell.forms.Renderer"

# Data

DATABASES = {"default": env.db("DATABASE_URL", default=sqlite_url(VAR_DIR))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456"
        ),
    }
    # A file: pages are tested through a live server, whose threads share the database.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", default="") or redis_url(VAR_DIR)
CACHES = {"default": {"BACKEND": "config.kit.cache.ForgivingRedisCache", "LOCATION": REDIS_URL}}

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "config" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
TAGGIT_CASE_INSENSITIVE = True
# Photos of phones are 3 to 12 MB; a form carries at most nine of them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Of the cards that people share: files of a regular and a bold face with Chinese signs; by default the system's.
CARD_FONTS = env.list("CARD_FONTS", default=[])
PICTURE_MAX_BYTES = env.int("PICTURE_MAX_BYTES", default=20 * 1024 * 1024)

# People

AUTH_USER_MODEL = "community.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "community.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
# Codes, and how often one may ask for or guess at one, are community.entry's; they hold without the cache too.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "community.entry.mfa.PasskeyAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90

EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="config.shell.outgoing.FileAndTerminalEmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
if env.str("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))
# Seconds. A mail server that hangs holds a worker no longer.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Qunpu <hello@qunpu.example>")
SMS_BACKEND = env.str("SMS_BACKEND", default="config.shell.outgoing.FileAndTerminalSmsBackend")
SMS_FILE_PATH = VAR_DIR / "sms"

# Web push

# A P-256 private key as base64 for addresses; devices registered with another have to be registered again.
VAPID_PRIVATE_KEY = env.str("VAPID_PRIVATE_KEY", default="") or read_or_make_secret(VAR_DIR / "vapid-key", private_key)
# Whom a push service may ask when something is wrong.
VAPID_SUBJECT = env.str("VAPID_SUBJECT", default=f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}")
# Hosts that messages may be sent to, by HTTPS; `.name` is all below it. Whole origins are taken as they are.
PUSH_SERVICES = env.list(
    "PUSH_SERVICES",
    default=[
        "fcm.googleapis.com",
        ".push.services.mozilla.com",
        ".push.apple.com",
        ".notify.windows.com",
    ],
)

# Language and time

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")

# Background work

CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_DEFAULT_QUEUE = "later"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    # Whoever works for several queues takes from the first of the alphabet what is there: "calls" before "now".
    "queue_order_strategy": "sorted",
}
# A request never waits for the broker: the row is there, the sweeper finds it.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# What a mail backend shows on the terminal is no warning of the worker's.
CELERY_WORKER_REDIRECT_STDOUTS = False
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=10)
CELERY_BEAT_SCHEDULE = {
    "sweep": {
        "task": "config.shell.tasks.sweep",
        "schedule": schedule(SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_TASK_ALWAYS_EAGER = env.bool("CELERY_TASK_ALWAYS_EAGER", default=False)

# Shop

CURRENCY = env.str("CURRENCY", default="CNY")
PAYMENT_GATEWAYS = {"sandbox": "shop.sandbox.gateway.SandboxGateway"}
PAYMENT_GATEWAY = env.str("PAYMENT_GATEWAY", default="sandbox")
SANDBOX_WEBHOOK_SECRET = env.str("SANDBOX_WEBHOOK_SECRET", default="") or read_or_make_secret(
    VAR_DIR / "sandbox-secret"
)
# How long a placed purchase holds its stock before it must be paid.
RESERVATION_MINUTES = env.int("RESERVATION_MINUTES", default=30)
# An order counts as received so long after it was shipped, and is closed so long after it was received.
ORDER_RECEIVED_AFTER_DAYS = env.int("ORDER_RECEIVED_AFTER_DAYS", default=15)
ORDER_CLOSED_AFTER_DAYS = env.int("ORDER_CLOSED_AFTER_DAYS", default=7)

# API

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["config.kit.api.permissions.RulePermission"],
    "DEFAULT_PAGINATION_CLASS": "config.kit.api.pagination.CursorPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    # What a client says of itself in X-Forwarded-For counts for nothing: the server behind the proxy sets the address.
    "NUM_PROXIES": 0,
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("API_RATE_ANON", default="120/min"),
        "user": env.str("API_RATE_USER", default="600/min"),
    },
    "EXCEPTION_HANDLER": "config.kit.api.problems.problem_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Qunpu",
    "DESCRIPTION": (
        "Stores, groups, orders and feeds of Qunpu. Money is in minor units, times in UTC, distances in metres."
    ),
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    # Fields of one name with different choices: what each set is called in the schema.
    "ENUM_NAME_OVERRIDES": {
        "ReportReason": "community.moderation.models.Report.Reason",
        "CaseOutcomeEnum": "community.moderation.models.Outcome",
        "AppealOutcomeEnum": "community.moderation.models.Appeal.Outcome",
        "DisputeOutcomeEnum": "community.trust.models.Dispute.Outcome",
        "EvidenceWhy": "community.trust.models.Evidence.Why",
        "EvidenceKind": ["broken", "content", "endorsed", "kept", "not_content", "reported"],
        "StoreState": "shop.stores.models.Store.State",
        "HailAudience": "community.hail.models.Audience",
        "OfferState": "community.offers.models.Offer.State",
        "ProductState": "shop.catalog.models.Product.State",
        "OrderState": "shop.orders.models.OrderState",
        "SubscriptionState": "community.channels.models.Subscription.State",
        "SubscriptionRole": "community.channels.models.Subscription.Role",
        "SubscriptionLevel": "community.channels.models.Subscription.Level",
        "ChannelKind": "community.channels.models.Channel.Kind",
        "NeedKind": "community.needs.models.StandingNeed.Kind",
        "GroupBuyState": "community.groupbuys.models.GroupBuy.State",
        "ParticipationState": "community.groupbuys.models.Participation.State",
        "ConversationKind": "community.conversations.models.Conversation.Kind",
        "ReactionKind": "community.posts.models.Reaction.Kind",
        "NotificationKind": "community.notifications.models.Kind",
        "WordKind": "community.moderation.models.WordRule.Kind",
        "TrustLevel": ["unknown", "high", "good", "mixed", "low"],
        "FeedReasonKind": ["group", "store", "person", "picks", "own", "tag", "near"],
    },
}

# Security

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "config.shell.views.csrf_failure"
if SECURE:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# Log

LOGGING = logs.configure(env.str("LOG_LEVEL", default="WARNING"), env.str("LOG_FORMAT", default="plain"))
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
