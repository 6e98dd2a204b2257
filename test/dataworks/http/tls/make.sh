#!/bin/sh
# Makes the certificate of the tests, and its key, beside this script. Both are public, and trusted by nobody but the tests.
names="DNS:dataworks.example.com,DNS:sts.aliyuncs.com,DNS:sts-vpc.cn-hangzhou.aliyuncs.com"
cd "$(dirname "$0")" && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 36500 \
    -subj "/CN=obviously fake" -addext "subjectAltName=$names" -keyout key.pem -out certificate.pem
