function handler(event) {
    event.request.querystring = 'ID=42&NoValue=&mv=1&mv=2';
    return event.request;
}
