"""`/design/`: every component with its states."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.kit.policies import allow, anyone


@allow(anyone)
def design(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/design.html")
