function handler(event) {
    var request = event.request;
    if (request.uri.length > 1 && request.uri.slice(-1) === '/') {
        return {
            statusCode: 301,
            statusDescription: 'Moved Permanently',
            headers: { location: { value: request.uri.replace(/\/+$/, '') || '/' } },
        };
    }
    return request;
}
