// As a bundler leaves it: modules in functions, the handler given to a name of the script.
var handler;
(function () {
    'use strict';
    var modules = {
        check: function (exports) {
            exports.lower = function (value) { return value !== undefined && value === value.toLowerCase(); };
        },
        index: function (exports, load) {
            var check = load('check');
            exports.default = function (event) {
                var query = event.request.querystring;
                var wrong = ['lang', 'page'].filter(function (name) { return !check.lower(query[name] && query[name].value); });
                return wrong.length === 0 ? event.request : {
                    statusCode: 400,
                    statusDescription: 'Bad Request',
                    body: { encoding: 'text', data: 'check: ' + wrong.join(', ') },
                };
            };
        },
    };
    var loaded = {};
    function load(name) {
        if (!loaded[name]) modules[name](loaded[name] = {}, load);
        return loaded[name];
    }
    handler = load('index').default;
})();
