function handler(event) {
    var response = event.response;
    response.cookies.session = { value: 'new', attributes: 'Secure; HttpOnly; Path=/' };
    response.cookies.seen = { value: '1' };
    return response;
}
