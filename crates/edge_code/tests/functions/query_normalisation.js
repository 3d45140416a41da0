// Equal requests get equal cache keys: known parameters alone, by name, in lower case.
const known = ['lang', 'page', 'tag'];

function handler(event) {
    const query = event.request.querystring;
    const kept = {};
    Object.keys(query).sort().forEach(name => {
        const lower = name.toLowerCase();
        if (known.includes(lower)) kept[lower] = query[name];
    });
    event.request.querystring = kept;
    return event.request;
}
