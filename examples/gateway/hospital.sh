#!/usr/bin/env bash
# A hospital that signs with curl and openssl: who is this person (1101), in three dialects.
#
#     export YIDI_KEY=HIS-A YIDI_SECRET=...        # as `yidi gateway add` printed them
#     ./hospital.sh http://127.0.0.1:7146 hmac-sha1
#     CURL_CA_BUNDLE=server.pem ./hospital.sh https://127.0.0.1:7146 sha256
#
# openssl takes the secret as an argument, which other users of the machine can see: for trying only.
# The person does not exist: division 119999 was never assigned.
set -euo pipefail

url=${1:?usage: hospital.sh URL DIALECT}
dialect=${2:-hmac-sha1}
key=${YIDI_KEY:-} secret=${YIDI_SECRET:-}
hospital=H46010000001 certno=119999198503030051
export TZ=Asia/Shanghai

body=$(cat <<JSON
{"infno":"1101","msgid":"$hospital$(date +%Y%m%d%H%M%S)0001","mdtrtarea_admvs":"460100",
"insuplc_admdvs":"","recer_sys_code":"FSI_LOCAL","infver":"V1.0","opter_type":"1","opter":"0001",
"opter_name":"演示经办","inf_time":"$(date '+%Y-%m-%d %H:%M:%S')","fixmedins_code":"$hospital",
"fixmedins_name":"海南演示三级医院","sign_no":"","input":{"data":{"mdtrt_cert_type":"02",
"mdtrt_cert_no":"$certno","psn_cert_type":"01","certno":"$certno"}}}
JSON
)

case $dialect in
    hmac-sha1) # Hunan, Jiangxi: over four headers, sorted by name
        now=$(date +%s%3N)
        text="_api_access_key=$key&_api_name=1101&_api_timestamp=$now&_api_version=1.0.0"
        signature=$(printf %s "$text" | openssl dgst -sha1 -hmac "$secret" -binary | openssl base64)
        headers=("_api_access_key: $key" "_api_name: 1101" "_api_timestamp: $now"
            "_api_version: 1.0.0" "_api_signature: $signature") ;;
    sha256) # Guangdong: the token between time and nonce
        now=$(date +%s) nonce=$(openssl rand -hex 16)
        signature=$(printf %s "$now$secret$nonce$now" | openssl dgst -sha256 -r | cut -d' ' -f1)
        headers=("x-tif-paasid: $key" "x-tif-timestamp: $now" "x-tif-nonce: $nonce"
            "x-tif-signature: $signature") ;;
    hmac-sm3) # Zhejiang: over the time and the body
        now=$(date +%s)
        signature=$(printf '%s\n%s' "$now" "$body" | openssl dgst -sm3 -hmac "$secret" -r \
            | cut -d' ' -f1 | tr a-f A-F)
        headers=("x-ca-key: $key" "x-ca-signature: $now:$signature") ;;
    plain) headers=("X-Nothing: nothing") ;;
    *) echo "hmac-sha1, sha256, hmac-sm3, plain" >&2; exit 2 ;;
esac

options=()
for header in "${headers[@]}"; do options+=(--header "$header"); done
curl --silent --show-error --noproxy '*' --header 'Content-Type: application/json' \
    "${options[@]}" --data-binary "$body" "$url/fsi/api/rsfComIfsService/callService"
echo
