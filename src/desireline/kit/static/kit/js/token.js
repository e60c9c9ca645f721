// The token of forms, for browsers that do not say where a request comes from. The name is settings.CSRF_COOKIE_NAME.
export function tokens(headers = {}) {
  const token = document.cookie.match(/(?:^|; )desireline_csrf=([^;]+)/)?.[1];
  return token ? { ...headers, "X-CSRFToken": token } : headers;
}
