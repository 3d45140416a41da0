var expected = 'Basic ' + btoa('reader:letmein');

function handler(event) {
    var authorization = event.request.headers.authorization;
    if (authorization && authorization.value === expected) {
        return event.request;
    }
    console.log('refused ' + event.viewer.ip);
    return {
        statusCode: 401,
        statusDescription: 'Unauthorized',
        headers: { 'www-authenticate': { value: 'Basic realm="preview"' } },
        body: { encoding: 'text', data: 'Who are you?' },
    };
}
