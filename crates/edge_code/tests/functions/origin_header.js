function handler(event) {
    var headers = event.request.headers;
    headers.origin = headers.origin || { value: 'https://' + headers.host.value };
    return event.request;
}
