var allowed = ['https://app.example.com', 'https://admin.example.com'];

function handler(event) {
    var request = event.request;
    var origin = request.headers.origin;
    if (request.method !== 'OPTIONS' || !origin || allowed.indexOf(origin.value) < 0) {
        return request;
    }
    return {
        statusCode: 204,
        statusDescription: 'No Content',
        headers: {
            'access-control-allow-origin': { value: origin.value },
            'access-control-allow-methods': { value: 'GET, POST' },
            'access-control-max-age': { value: '600' },
        },
    };
}
