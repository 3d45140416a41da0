function handler(event) {
    const asked = event.request.headers.origin;
    const answered = event.response.headers;
    if (asked && !('access-control-allow-origin' in answered)) {
        answered['access-control-allow-origin'] = { value: asked.value };
        console.log('allowed ' + asked.value);
    }
    return event.response;
}
