var ASSET = /\.(js|css|png|ico|map)$/;

function handler(event) {
    var request = event.request;
    if (!ASSET.test(request.uri)) {
        request.uri = '/index.html';
    }
    return request;
}
