// One cache key for all orders of the same parameters.
function handler(event) {
    var query = event.request.querystring;
    var pairs = [];
    Object.keys(query).forEach(function (name) {
        var all = query[name].multiValue || [query[name]];
        all.forEach(function (each) { pairs.push(name + '=' + each.value); });
    });
    event.request.querystring = pairs.sort().join('&');
    return event.request;
}
