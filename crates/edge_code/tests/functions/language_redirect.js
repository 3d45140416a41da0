// The languages that the browser accepts, best first.
function accepted(header) {
    return header.split(',').map(function (part) {
        var pieces = part.trim().split(';q=');
        return { language: pieces[0].toLowerCase().split('-')[0], weight: pieces[1] ? parseFloat(pieces[1]) : 1 };
    }).sort(function (a, b) { return b.weight - a.weight; });
}

function handler(event) {
    var request = event.request;
    var header = request.headers['accept-language'];
    var wanted = header ? accepted(header.value) : [];
    for (var i = 0; i < wanted.length; i++) {
        if (['en', 'ja', 'fr'].indexOf(wanted[i].language) >= 0) {
            return {
                statusCode: 307,
                statusDescription: 'Temporary Redirect',
                headers: { location: { value: '/' + wanted[i].language + request.uri }, vary: { value: 'accept-language' } },
            };
        }
    }
    return request;
}
