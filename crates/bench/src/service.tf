resource "aws_lambda_function" "NAME" {
  function_name = "shop-NAME-${var.stage}"
  role          = "arn:aws:iam::111122223333:role/NAME"
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "NAME.zip"

  environment {
    variables = {
      STAGE = var.stage
      TABLE = "NAME-${var.stage}"
    }
  }

  tags = local.tags
}

resource "aws_lambda_permission" "NAME" {
  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.NAME.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.shop.execution_arn}/*/*/NAME/*"
}

resource "aws_api_gateway_resource" "NAME_all" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "NAME"
}

resource "aws_api_gateway_resource" "NAME_one" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_resource.NAME_all.id
  path_part   = "{id}"
}

resource "aws_api_gateway_method" "NAME_list" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.NAME_all.id
  http_method   = "GET"
  authorization = "NONE"

  request_parameters = {
    "method.request.path.id" = true
  }
}

resource "aws_api_gateway_integration" "NAME_list" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.NAME_all.id
  http_method             = aws_api_gateway_method.NAME_list.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.NAME.invoke_arn
}

resource "aws_api_gateway_method" "NAME_new" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.NAME_all.id
  http_method   = "POST"
  authorization = "NONE"

  request_parameters = {
    "method.request.path.id" = true
  }
}

resource "aws_api_gateway_integration" "NAME_new" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.NAME_all.id
  http_method             = aws_api_gateway_method.NAME_new.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.NAME.invoke_arn
}

resource "aws_api_gateway_method" "NAME_get" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.NAME_one.id
  http_method   = "GET"
  authorization = "NONE"

  request_parameters = {
    "method.request.path.id" = true
  }
}

resource "aws_api_gateway_integration" "NAME_get" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.NAME_one.id
  http_method             = aws_api_gateway_method.NAME_get.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.NAME.invoke_arn
}
