// One cache entry a device class instead of one a browser.
function handler(event) {
    var agent = event.request.headers['user-agent'];
    var match = agent && /(?<phone>Mobile)|(?<tablet>iPad|Tablet)/.exec(agent.value);
    var device = 'desktop';
    if (match) device = match.groups.phone ? 'phone' : 'tablet';
    event.request.headers['x-device'] = { value: device };
    return event.request;
}
