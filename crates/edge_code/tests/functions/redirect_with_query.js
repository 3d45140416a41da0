function written(query) {
    var pairs = [];
    for (var name in query) {
        (query[name].multiValue || [query[name]]).forEach(each => pairs.push(name + (each.value ? '=' + each.value : '')));
    }
    return pairs.length ? '?' + pairs.join('&') : '';
}

function handler(event) {
    var target = `https://new.example.com${event.request.uri}${written(event.request.querystring)}`;
    return { statusCode: 308, statusDescription: 'Permanent Redirect', headers: { location: { value: target } } };
}
