// The first value alone changes; the list behind it stays.
function handler(event) {
    event.request.headers.accept.value = 'text/plain';
    event.request.headers['x-list'].multiValue.push({ value: 'three' });
    return event.request;
}
