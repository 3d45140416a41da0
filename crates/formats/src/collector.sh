#!/bin/sh
# Prints how one distribution or domain is set up, for Hopscope to import.
# It reads only: every call to AWS is a get, a list or a describe. Nothing is
# sent anywhere: look through what it prints, then paste all of it.
# Needs the AWS command line, signed in to the account.
target='{target}'
mask='{mask}' # yes: account ids and secret header values are masked

# Prints a call and its answer. A call that AWS refuses prints its name alone.
call() {
  echo "# aws $*"
  aws "$@" --output json 2>/dev/null
}
# An answer as words.
ask() { aws "$@" --output text 2>/dev/null | tr '\t' '\n' | grep -v '^None$' | sort -u; }

lambda() { # function names or ARNs, with their region
  for name in $2; do call lambda get-policy --function-name "$name" --region "$1"; done
}

api() { # id, region
  if [ -n "$(ask apigateway get-rest-api --rest-api-id "$1" --region "$2" --query id)" ]; then
    call apigateway get-rest-api --rest-api-id "$1" --region "$2"
    call apigateway get-resources --rest-api-id "$1" --embed methods --region "$2"
    for what in get-stages get-authorizers get-gateway-responses get-request-validators get-models; do
      call apigateway $what --rest-api-id "$1" --region "$2"
    done
    for plan in $(ask apigateway get-usage-plans --region "$2" --query "items[?apiStages[?apiId=='$1']].id"); do
      call apigateway get-usage-plan --usage-plan-id "$plan" --region "$2"
      # The keys themselves are secret: their values are not asked for when masked.
      [ "$mask" = yes ] || call apigateway get-usage-plan-keys --usage-plan-id "$plan" --region "$2"
    done
    uris=$(ask apigateway get-resources --rest-api-id "$1" --embed methods --region "$2" --query 'items[].resourceMethods.*.methodIntegration.uri[]')
  else
    for what in get-api get-routes get-integrations get-stages get-authorizers; do
      call apigatewayv2 $what --api-id "$1" --region "$2"
    done
    uris=$(ask apigatewayv2 get-integrations --api-id "$1" --region "$2" --query 'Items[].IntegrationUri')
  fi
  lambda "$2" "$(echo "$uris" | sed -n 's/.*:function:\([A-Za-z0-9_-]*\).*/\1/p' | sort -u)"
}

load_balancer() { # host, region
  arn=$(ask elbv2 describe-load-balancers --region "$2" --query "LoadBalancers[?DNSName=='$1'].LoadBalancerArn")
  [ -n "$arn" ] || return
  call elbv2 describe-load-balancers --load-balancer-arns "$arn" --region "$2"
  call elbv2 describe-listeners --load-balancer-arn "$arn" --region "$2"
  for listener in $(ask elbv2 describe-listeners --load-balancer-arn "$arn" --region "$2" --query 'Listeners[].ListenerArn'); do
    call elbv2 describe-rules --listener-arn "$listener" --region "$2"
  done
}

function_url() { # host, region
  for name in $(ask lambda list-functions --region "$2" --query 'Functions[].FunctionName'); do
    url=$(ask lambda get-function-url-config --function-name "$name" --region "$2" --query FunctionUrl)
    if [ "$url" = "https://$1/" ]; then
      call lambda get-function-url-config --function-name "$name" --region "$2"
      lambda "$2" "$name"
    fi
  done
}

bucket() { # name
  for what in get-bucket-location get-bucket-policy get-bucket-website get-bucket-cors get-bucket-encryption get-public-access-block; do
    call s3api $what --bucket "$1"
  done
}

custom_domain() { # a name that may be one of API Gateway's
  [ -n "$(ask apigatewayv2 get-domain-name --domain-name "$1" --query DomainName)" ] || return
  call apigateway get-domain-name --domain-name "$1"
  call apigatewayv2 get-domain-name --domain-name "$1"
  call apigateway get-base-path-mappings --domain-name "$1"
  call apigatewayv2 get-api-mappings --domain-name "$1"
  call apigatewayv2 list-routing-rules --domain-name "$1"
  region=$(ask apigatewayv2 get-domain-name --domain-name "$1" --query 'DomainNameConfigurations[0].ApiGatewayDomainName' | sed 's/.*execute-api\.\([a-z0-9-]*\)\..*/\1/')
  for id in $(ask apigatewayv2 get-api-mappings --domain-name "$1" --query 'Items[].ApiId'); do api "$id" "$region"; done
}

host() { # whatever stands behind a name
  region=$(echo "$1" | sed -n 's/.*[.-]\([a-z][a-z]-[a-z-]*-[0-9]\)\..*/\1/p')
  case $1 in
    *.execute-api.*.amazonaws.com) api "${1%%.*}" "$region" ;;
    *.elb.amazonaws.com) load_balancer "$1" "$region" ;;
    *.lambda-url.*.on.aws) function_url "$1" "$region" ;;
    *.s3.* | *.s3-*) bucket "$(echo "$1" | sed 's/\.s3[.-].*//')" ;;
    *) custom_domain "$1" ;;
  esac
}

edge_function() { # name
  call cloudfront describe-function --name "$1" --stage LIVE
  code=$(mktemp)
  aws cloudfront get-function --name "$1" --stage LIVE "$code" >/dev/null 2>&1
  runtime=$(ask cloudfront describe-function --name "$1" --stage LIVE --query FunctionSummary.FunctionConfig.Runtime)
  printf '{"FunctionName": "%s", "Runtime": "%s", "FunctionCode": "' "$1" "$runtime"
  awk '{ gsub(/\\/, "\\\\&"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); gsub(/\r/, ""); printf "%s\\n", $0 }' "$code"
  echo '"}'
  rm -f "$code"
  for store in $(ask cloudfront describe-function --name "$1" --stage LIVE --query 'FunctionSummary.FunctionConfig.KeyValueStoreAssociations.Items[].KeyValueStoreARN'); do
    call cloudfront-keyvaluestore list-keys --kvs-arn "$store"
  done
}

distribution() { # id
  call cloudfront get-distribution --id "$1"
  part() { ask cloudfront get-distribution --id "$id" --query "Distribution.DistributionConfig.$1"; }
  id=$1
  for policy in cache-policy/CachePolicyId origin-request-policy/OriginRequestPolicyId response-headers-policy/ResponseHeadersPolicyId; do
    for each in $(part "[DefaultCacheBehavior,CacheBehaviors.Items][].${policy#*/}"); do
      call cloudfront "get-${policy%%/*}" --id "$each"
    done
  done
  for each in $(part 'Origins.Items[].OriginAccessControlId'); do call cloudfront get-origin-access-control --id "$each"; done
  for arn in $(part 'DefaultCacheBehavior.FunctionAssociations.Items[].FunctionARN'; part 'CacheBehaviors.Items[].FunctionAssociations.Items[].FunctionARN'); do
    edge_function "${arn##*/}"
  done
  certificate=$(part ViewerCertificate.ACMCertificateArn)
  [ -z "$certificate" ] || call acm describe-certificate --certificate-arn "$certificate" --region us-east-1
  acl=$(part WebACLId)
  case $acl in
    arn:*) call wafv2 get-web-acl --scope CLOUDFRONT --region us-east-1 --name "$(echo "$acl" | cut -d/ -f3)" --id "$(echo "$acl" | cut -d/ -f4)" ;;
  esac
  for each in $(part 'Origins.Items[].DomainName'); do host "$each"; done
}

all() {
  case $target in
    *.*) id=$(ask cloudfront list-distributions --query "DistributionList.Items[?DomainName=='$target' || contains(Aliases.Items || \`[]\`, '$target')].Id") ;;
    *) id=$target ;;
  esac
  if [ -n "$id" ]; then distribution "$id"; else host "$target"; fi
}

if [ "$mask" = yes ]; then
  # A header's secret stands with who sends it and with who asks for it: it is masked wherever it stands.
  all | awk '{
    lines[NR] = $0
    if ($0 ~ /"HeaderValue":/) { v = $0; sub(/.*"HeaderValue": *"/, "", v); sub(/".*/, "", v); if (v != "") secrets[v] = 1 }
  } END {
    for (i = 1; i <= NR; i++) {
      line = lines[i]
      for (s in secrets) {
        out = ""
        while ((at = index(line, s)) > 0) { out = out substr(line, 1, at - 1) "masked"; line = substr(line, at + length(s)) }
        line = out line
      }
      while (match(line, /:[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]:/)) {
        line = substr(line, 1, RSTART) "111122223333" substr(line, RSTART + 13)
        if (++guard > 100000) break
        sub(/:111122223333:/, ":MASKED-ACCOUNT:", line)
      }
      gsub(/MASKED-ACCOUNT/, "111122223333", line)
      print line
    }
  }'
else
  all
fi
