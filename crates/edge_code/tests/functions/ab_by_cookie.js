function handler(event) {
    var request = event.request;
    var group = request.cookies['x-group'];
    var variant = group && (group.value === 'a' || group.value === 'b') ? group.value : 'a';
    request.uri = '/' + variant + request.uri;
    request.cookies['x-group'] = { value: variant };
    delete request.cookies.tracking;
    return request;
}
