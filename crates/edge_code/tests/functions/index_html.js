// A folder has its page; what has no extension is a folder.
function handler(event) {
    const request = event.request;
    const name = request.uri.slice(request.uri.lastIndexOf('/') + 1);
    if (!/\.[^.]+$/.test(name)) {
        request.uri += name === '' ? 'index.html' : '/index.html';
    }
    return request;
}
