#!/usr/bin/env python3
"""Makes stream-quic.pcap: realistic connections of QUIC, for the tests of the decoders.

usage: make_quic.py [FOLDER]

Needs the module cryptography (RFC 9001 section 5 seals the first packets). Every byte is chosen here, so that the file
comes out the same each time.
"""
import hashlib
import hmac
import os
import struct
import sys

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import make_streams

VERSION_1, VERSION_2, DRAFT_29, GREASE = 1, 0x6B3343CF, 0xFF00001D, 0x1A2A3A4A
SALTS = {VERSION_1: "38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
         VERSION_2: "0dede3def700a6db819381be6e269dcbf9bd2ed9",
         DRAFT_29: "afbfec289993d24c9e9786f19c6111e04390a899"}


def counted(size, data):
    return len(data).to_bytes(size, "big") + data


def varint(number):
    return struct.pack("!B", number) if number < 64 else struct.pack("!H", 0x4000 | number)


def expand(secret, label, size):
    """HKDF-Expand-Label of RFC 8446 section 7.1 for at most one block."""
    text = struct.pack("!H", size) + counted(1, b"tls13 " + label) + b"\0"
    return hmac.new(secret, text + b"\1", hashlib.sha256).digest()[:size]


def hello(name, padding=0):
    """A ClientHello whose server name comes last, after `padding` octets of the padding extension."""
    def extension(number, data):
        return struct.pack("!H", number) + counted(2, data)
    extensions = (extension(43, counted(1, b"\3\4")) + extension(10, counted(2, b"\x11\xec\0\x1d")) +
                  extension(13, counted(2, b"\4\3\x08\4")) +
                  extension(51, counted(2, b"\0\x1d" + counted(2, bytes(range(32))))) +
                  extension(16, counted(2, counted(1, b"h3"))) + extension(57, b"\1\4\x80\0\x75\x30"))
    if padding:
        extensions += extension(21, bytes(padding))
    extensions += extension(0, counted(2, b"\0" + counted(2, name.encode())))
    body = b"\3\3" + bytes(range(32)) + b"\0" + counted(2, b"\x13\1\x13\2") + b"\1\0" + counted(2, extensions)
    return b"\1" + counted(3, body)


def server_hello():
    body = b"\3\3" + bytes(range(32, 64)) + b"\0\x13\1\0" + counted(2, struct.pack("!HHH", 43, 2, 0x0304))
    return b"\2" + counted(3, body)


def crypto(offset, data):
    return b"\6" + varint(offset) + varint(len(data)) + data


def initial(frames, key_id, destination, source, number=0, version=VERSION_1, server=False, size=1200, token=b""):
    """A sealed Initial packet; `frames` are filled up with PADDING so that it has `size` octets."""
    label = b"quicv2 " if version == VERSION_2 else b"quic "
    common = hmac.new(bytes.fromhex(SALTS[version]), key_id, hashlib.sha256).digest()
    secret = expand(common, b"server in" if server else b"client in", 32)
    key, iv, protection = (expand(secret, label + name, size) for name, size in ((b"key", 16), (b"iv", 12), (b"hp", 16)))
    first = 0xD3 if version == VERSION_2 else 0xC3
    head = struct.pack("!BI", first, version) + counted(1, destination) + counted(1, source)
    head += varint(len(token)) + token
    payload = frames.ljust(size - len(head) - 2 - 4 - 16, b"\0")
    head += struct.pack("!HI", 0x4000 | (4 + len(payload) + 16), number)
    nonce = (int.from_bytes(iv, "big") ^ number).to_bytes(12, "big")
    sealed = AESGCM(key).encrypt(nonce, payload, head)
    mask = Cipher(algorithms.AES(protection), modes.ECB()).encryptor().update(sealed[:16])
    at = len(head) - 4
    return (bytes([head[0] ^ mask[0] & 0x0F]) + head[1:at] + bytes(a ^ b for a, b in zip(head[at:], mask[1:5])) + sealed)


def handshake(destination, source, size=80):
    """Sealed with keys that are not known here."""
    return struct.pack("!BI", 0xE3, VERSION_1) + counted(1, destination) + counted(1, source) + varint(size) + noise(size)


def noise(size):
    return hashlib.shake_128(b"noise").digest(size)


def short(destination, size=60):
    return b"\x43" + destination + noise(size)


def main(folder):
    make_streams.FOLDER = folder
    capture = make_streams.Capture("stream-quic.pcap")

    def send(data, port=50000, back=False):
        ends = ("10.9.0.1", port, "10.9.0.2", 443)
        capture.udp(*(ends[2:] + ends[:2] if back else ends), data)

    # A connection from its beginning to protected payload in both directions.
    key_id, client, server = b"\x83\x94\xc8\xf0\x3e\x51\x57\x08", b"client", b"server01"
    send(initial(crypto(0, hello("one.example")), key_id, key_id, client))
    send(initial(b"\2\0\0\0\0" + crypto(0, server_hello()), key_id, client, server, server=True) +
         handshake(client, server), back=True)
    send(initial(b"\2\0\0\0\0", key_id, server, client, number=1) + handshake(server, client, 40))
    send(short(server))
    send(short(client), back=True)
    # CRYPTO frames out of order, with padding between them.
    scattered = hello("scattered.example")
    cut = [crypto(a, scattered[a:b]) for a, b in ((0, 30), (30, 90), (90, 91), (91, len(scattered)))]
    send(initial(b"\0\0\0" + cut[2] + b"\1" + cut[0] + b"\0" + cut[3] + cut[1], b"scatter1", b"scatter1", client, 1), 50001)
    # A ClientHello over two packets, in order and in reverse order.
    long = hello("two-packets.example", padding=1300)
    for port, order in ((50002, (0, 1)), (50003, (1, 0))):
        parts = (crypto(0, long[:1000]), crypto(1000, long[1000:]))
        for number in order:
            send(initial(parts[number], b"two-%d" % port, b"two-%d" % port, client, number), port)
    # Version 2, a draft, and a version that asks for a negotiation.
    send(initial(crypto(0, hello("second.example")), b"version2", b"version2", client, version=VERSION_2), 50004)
    send(initial(crypto(0, hello("draft.example")), b"draft-29", b"draft-29", client, version=DRAFT_29), 50005)
    greased = initial(crypto(0, hello("grease.example")), b"greasing", b"greasing", client)
    send(greased[:1] + struct.pack("!I", GREASE) + greased[5:], 50006)
    send(struct.pack("!BI", 0x80, 0) + counted(1, client) + counted(1, b"greasing") +
         struct.pack("!II", VERSION_1, VERSION_2), 50006, back=True)
    # Retry, and the token that answers it.
    send(initial(crypto(0, hello("retry.example")), b"retry-01", b"retry-01", client), 50007)
    send(struct.pack("!BI", 0xF0, VERSION_1) + counted(1, client) + counted(1, b"retry-02") + b"token" + noise(16), 50007,
         back=True)
    send(initial(crypto(0, hello("retry.example")), b"retry-02", b"retry-02", client, 1, token=b"token"), 50007)
    capture.write()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__)))
