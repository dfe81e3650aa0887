"""Writes hmac-sha256-vectors.json with Python's own hmac, which shares no code with Java's.

    python3 delist-core/src/test/vectors/hmac_sha256_vectors.py \
        > delist-core/src/main/resources/io/delist/token/hmac-sha256-vectors.json
"""

import hashlib
import hmac
import json


def seeded(name, size):
    """Bytes that anybody can make again: SHA-256 of the name and a counter, cut to size."""
    out = b""
    block = 0
    while len(out) < size:
        out += hashlib.sha256(f"delist hmac vector {name} {block}".encode()).digest()
        block += 1
    return out[:size]


def tag_of(key, message, algorithm="sha256"):
    return hmac.new(key, message, algorithm).digest()


def flipped(tag, bit):
    out = bytearray(tag)
    out[bit // 8] ^= 0x80 >> (bit % 8)
    return bytes(out)


vectors = []


def add(name, key, message, tag, valid):
    vectors.append(
        {
            "name": name,
            "key": key.hex(),
            "message": message.hex(),
            "tag": tag.hex(),
            "result": "valid" if valid else "invalid",
        }
    )


KEY = seeded("key", 32)
MESSAGE = seeded("message", 160)
TAG = tag_of(KEY, MESSAGE)

for size in (0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 160, 256, 1000):
    message = seeded(f"message {size}", size)
    add(f"message of {size} bytes", KEY, message, tag_of(KEY, message), True)
for size in (1, 16, 31, 33, 63, 64, 65, 130, 200):
    key = seeded(f"key {size}", size)
    add(f"key of {size} bytes", key, MESSAGE, tag_of(key, MESSAGE), True)
for name, byte in (("zeros", 0x00), ("ones", 0xFF), ("inner pad", 0x36), ("outer pad", 0x5C)):
    key = bytes([byte]) * 64
    add(f"key of {name}", key, MESSAGE, tag_of(key, MESSAGE), True)
padded = KEY + b"\0"
add("key with a zero behind it is the same key", padded, MESSAGE, TAG, True)

for bit in range(256):
    add(f"bit {bit} of the tag flipped", KEY, MESSAGE, flipped(TAG, bit), False)
for size in range(32):
    add(f"tag cut to {size} bytes", KEY, MESSAGE, TAG[:size], False)
add("tag without its first byte", KEY, MESSAGE, TAG[1:], False)
add("tag with a zero behind it", KEY, MESSAGE, TAG + b"\0", False)
add("tag with a zero before it", KEY, MESSAGE, b"\0" + TAG, False)
add("tag twice", KEY, MESSAGE, TAG + TAG, False)
add("tag of zeros", KEY, MESSAGE, bytes(32), False)
add("tag of ones", KEY, MESSAGE, b"\xff" * 32, False)
add("tag backwards", KEY, MESSAGE, TAG[::-1], False)
add("tag with its halves swapped", KEY, MESSAGE, TAG[16:] + TAG[:16], False)
add("tag with every bit flipped", KEY, MESSAGE, bytes(b ^ 0xFF for b in TAG), False)
add("tag of another key", KEY, MESSAGE, tag_of(seeded("other key", 32), MESSAGE), False)
add("tag of the message without its last byte", KEY, MESSAGE, tag_of(KEY, MESSAGE[:-1]), False)
add("tag of the message with a zero behind it", KEY, MESSAGE, tag_of(KEY, MESSAGE + b"\0"), False)
add("tag with key and message changed round", KEY, MESSAGE, tag_of(MESSAGE, KEY), False)
add("SHA-256 of key and message", KEY, MESSAGE, hashlib.sha256(KEY + MESSAGE).digest(), False)
add("SHA-256 of the message", KEY, MESSAGE, hashlib.sha256(MESSAGE).digest(), False)
add("HMAC-SHA-1", KEY, MESSAGE, tag_of(KEY, MESSAGE, "sha1"), False)
add("HMAC-SHA-512 cut to 32 bytes", KEY, MESSAGE, tag_of(KEY, MESSAGE, "sha512")[:32], False)
add("HMAC-SHA3-256", KEY, MESSAGE, tag_of(KEY, MESSAGE, "sha3_256"), False)
add("the inner hash alone", KEY, MESSAGE,
    hashlib.sha256(bytes(b ^ 0x36 for b in KEY + bytes(32)) + MESSAGE).digest(), False)

ABOUT = [
    "Test vectors of HMAC-SHA-256 (RFC 2104, FIPS 180-4), whole tags; made with Python's hmac.",
    "Keys, messages and tags are hexadecimal. Valid: the tag is the message's under the key.",
    "Invalid: whoever checks must refuse the tag. Keys are public: use them for nothing.",
]

print('{\n  "about": [')
print(",\n".join("    " + json.dumps(line) for line in ABOUT))
print('  ],\n  "vectors": [')
print(",\n".join("    " + json.dumps(vector) for vector in vectors))
print("  ]\n}")
