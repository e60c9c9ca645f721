from django.http import HttpRequest, HttpResponse


def me(request: HttpRequest) -> HttpResponse:
    return HttpResponse("soon")
