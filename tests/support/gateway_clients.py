"""Hospitals whose systems sign: one class a dialect, written from the interface and with Python's
hmac and hashlib only, so that they share nothing with what they test. SM2 is signed by the openssl
command, because the standard library has none.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
import subprocess
import tempfile
import time
from decimal import Decimal

from yidi_demo import SINGLE_PATH, TERTIARY, Answer, Hospital, NoAnswer

import http.client

SM2_USER = "1234567812345678"


class SignedHospital(Hospital):
    """Sends each message on a connection of its own, as real clients do."""

    def __init__(self, demo, key="", secret="", code=TERTIARY, encoding="utf-8",
                 content_type="application/json", **more):
        super().__init__(demo, code, **more)
        self.key, self.secret = key, secret
        self.encoding, self.content_type = encoding, content_type
        self.last = None  # status, headers and body of the last answer

    def headers_for(self, body, infno):
        return {}

    def exchange(self, body, headers, path=SINGLE_PATH):
        address = self.demo.urls[self.node].split("://")[1]
        connection = http.client.HTTPConnection(address, timeout=60)
        try:
            connection.request("POST", path, body=body,
                               headers={"Connection": "close", **headers})
            answer = connection.getresponse()
            self.last = answer.status, dict(answer.getheaders()), answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(str(error)) from error
        finally:
            connection.close()
        return self.last

    def prepare(self, envelope):
        """The body and headers of a message, signed for this moment."""
        body = json.dumps(envelope, ensure_ascii=False, default=str).encode(self.encoding)
        return body, {"Content-Type": self.content_type,
                      **self.headers_for(body, envelope["infno"])}

    def send(self, envelope, path=SINGLE_PATH):
        status, _, text = self.exchange(*self.prepare(envelope), path)
        return Answer(status, json.loads(text.decode(self.encoding), parse_float=Decimal))


class HmacSha1Hospital(SignedHospital):
    """Hunan, Jiangxi: _api_* headers."""

    shift_ms = 0
    serial = 0

    def headers_for(self, body, infno):
        # Two messages of one number in one millisecond would have the same signature.
        HmacSha1Hospital.serial += 1
        signed = {"_api_name": infno, "_api_version": "1.0.0",
                  "_api_timestamp":
                      str(int(time.time() * 1000) + self.shift_ms + HmacSha1Hospital.serial % 997),
                  "_api_access_key": self.key}
        text = "&".join(f"{name}={signed[name]}" for name in sorted(signed))
        digest = hmac.new(self.secret.encode(), text.encode(), hashlib.sha1).digest()
        return {**signed, "_api_signature": base64.b64encode(digest).decode()}


class Sha256Hospital(SignedHospital):
    """Guangdong: x-tif-* headers."""

    def headers_for(self, body, infno):
        now, nonce = str(int(time.time())), secrets.token_hex(16)
        digest = hashlib.sha256((now + self.secret + nonce + now).encode()).hexdigest()
        return {"x-tif-paasid": self.key, "x-tif-timestamp": now, "x-tif-nonce": nonce,
                "x-tif-signature": digest}


class HmacSm3Hospital(SignedHospital):
    """Zhejiang: x-ca-* headers. `clock` prints the time, well or badly."""

    clock = staticmethod(lambda: str(int(time.time())))

    def headers_for(self, body, infno):
        now = self.clock()
        digest = hmac.new(self.secret.encode(), now.encode() + b"\n" + body, "sm3")
        return {"x-ca-key": self.key, "x-ca-signature": f"{now}:{digest.hexdigest().upper()}"}


class Sm2Hospital(SignedHospital):
    """cainfo: an SM2 signature over the envelope. `secret` is the file of the private key."""

    def prepare(self, envelope):
        fields = {name: value for name, value in envelope.items()
                  if name not in ("cainfo", "input")}
        text = "&".join(f"{name}={'' if fields[name] is None else fields[name]}"
                        for name in sorted(fields))
        return super().prepare({**envelope, "signtype": envelope.get("signtype", ""),
                                "cainfo": sm2_sign(self.secret, text)})

    def envelope(self, *arguments, **more):
        return {"signtype": "SM2", **super().envelope(*arguments, **more)}


def sm2_key(folder, name):
    """Makes a key pair; the paths of the private and of the public key."""
    private, public = os.path.join(folder, name + ".key"), os.path.join(folder, name + ".pem")
    subprocess.run(["openssl", "genpkey", "-algorithm", "SM2", "-out", private], check=True,
                   capture_output=True)
    subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True,
                   capture_output=True)
    return private, public


def sm2_sign(private, text):
    """Upper-case hexadecimal of the DER of R and S."""
    with tempfile.NamedTemporaryFile() as signed:
        signed.write(text.encode())
        signed.flush()
        done = subprocess.run(
            ["openssl", "pkeyutl", "-sign", "-inkey", private, "-rawin", "-in", signed.name,
             "-digest", "sm3", "-pkeyopt", f"distid:{SM2_USER}"], check=True, capture_output=True)
    return done.stdout.hex().upper()
