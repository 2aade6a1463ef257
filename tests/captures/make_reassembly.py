#!/usr/bin/env python3
"""Writes reassembly.pcap: datagrams in fragments and messages that span segments, whole, out of order, twice, never
complete, and as attackers send them.

Run it in this folder after a change. The file it makes is committed, and is the same each time.
"""

import struct

from make_captures import ethernet, ipv4, ipv6, name, question, answer, tcp, udp, v4

A, B, A6, B6 = "10.2.0.1", "10.2.0.2", "2001:db8::1", "2001:db8::2"
MORE = 1


def fragment(whole, number, offset, end, more, protocol=17, source=A, destination=B):
    return ethernet(ipv4(source, destination, protocol, whole[offset:end], identification=number,
                         flags=MORE if more else 0, offset=offset))


def fragment6(whole, number, offset, end, more):
    head = struct.pack(">BBHI", 17, 0, offset | more, number)
    return ethernet(ipv6(A6, B6, 44, head + whole[offset:end]), 0x86DD)


def datagrams():
    log = udp(A, B, (50000, 514), b"<13>" + bytes(0x41 + i % 26 for i in range(116)))
    yield fragment(log, 1, 0, 64, True)
    yield fragment(log, 1, 64, 4000, False)
    # The last fragment first, with another datagram in between.
    other = udp(A, B, (50001, 9999), bytes(range(256)) * 4)
    yield fragment(log, 2, 64, 4000, False)
    yield fragment(other, 3, 0, 512, True)
    yield fragment(log, 2, 0, 64, True)
    yield fragment(other, 3, 512, 4000, False)
    # A fragment twice; overlapping fragments; one beyond the largest datagram; a datagram that never ends.
    yield fragment(other, 4, 0, 512, True)
    yield fragment(other, 4, 0, 512, True)
    yield fragment(other, 4, 512, 4000, False)
    yield fragment(other, 5, 0, 512, True)
    yield fragment(other, 5, 400, 704, True)
    yield fragment(other, 5, 704, 4000, False)
    yield fragment(bytes(65528) + b"beyond" * 9, 6, 65528, 65582, False)
    yield fragment(other, 7, 0, 512, True)
    # A datagram inside a fragmented datagram.
    inner = ipv4("192.0.2.1", "192.0.2.2", 17, udp("192.0.2.1", "192.0.2.2", (53003, 53), question(77, "inner.example.com")), flags=0)
    yield fragment(inner, 8, 0, 24, True, 4)
    yield fragment(inner, 8, 24, 4000, False, 4)
    six = udp(A6, B6, (50002, 9999), bytes(range(256)) * 8)
    yield fragment6(six, 0x1234, 0, 1232, 1)
    yield fragment6(six, 0x1234, 1232, 4000, 0)


class Connection:
    def __init__(self, port, server):
        self.ports = (port, server)
        self.sequence = {True: 1000, False: 5000}

    def segment(self, up, payload=b"", flags=0x18, at=None):
        source, destination = (A, B) if up else (B, A)
        ports = self.ports if up else self.ports[::-1]
        sequence = self.sequence[up] if at is None else at
        if at is None:
            self.sequence[up] += len(payload) + (1 if flags & 3 else 0)
        return ethernet(ipv4(source, destination, 6, tcp(source, destination, ports, sequence, self.sequence[not up], flags, payload)),
                        0x0800, *(("a", "b") if up else ("b", "a")))

    def open(self):
        yield self.segment(True, flags=2)
        yield self.segment(False, flags=0x12)
        yield self.segment(True, flags=0x10)

    def split(self, up, message, *places):
        for start, end in zip((0,) + places, places + (len(message),)):
            yield self.segment(up, message[start:end])


def streams():
    web = Connection(40000, 80)
    yield from web.open()
    yield from web.split(True, b"GET /a HTTP/1.1\r\nHost: www.example.com\r\nUser-Agent: Probe\r\n\r\n", 10, 30)
    body = bytes(0x61 + i % 26 for i in range(600))
    reply = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 600\r\n\r\n"
    yield from web.split(False, reply + body, 20, 200, 400)
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
    yield web.segment(True, b"GET /b HTTP/1.1\r\nHost: www.example.com\r\n\r\n")
    yield from web.split(False, chunked + b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", 75, 80)
    # The middle of a reply comes last.
    yield web.segment(True, b"GET /c HTTP/1.1\r\nHost: www.example.com\r\n\r\n")
    start = web.sequence[False]
    yield web.segment(False, reply + body[:100])
    yield web.segment(False, body[350:], at=start + len(reply) + 350)
    yield web.segment(False, body[100:350], at=start + len(reply) + 100)
    web.sequence[False] = start + len(reply) + 600
    # A reply without a length ends with the connection.
    yield web.segment(True, b"GET /d HTTP/1.0\r\nHost: www.example.com\r\n\r\n")
    yield from web.split(False, b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nuntil the end", 30, 50)
    yield web.segment(False, flags=0x11)
    yield web.segment(True, flags=0x11)

    names = Connection(40001, 53)
    yield from names.open()
    asked = question(9, "stream.example.com")
    told = answer(9, "stream.example.com", 1, *(v4(f"203.0.113.{i}") for i in range(30)))
    yield from names.split(True, struct.pack(">H", len(asked)) + asked, 1, 15)
    counted = struct.pack(">H", len(told)) + told
    yield from names.split(False, counted + counted, 100, len(counted) + 1)

    secure = Connection(40002, 443)
    yield from secure.open()
    hello = b"\x03\x03" + bytes(range(32)) + b"\0" + struct.pack(">H", 4) + b"\x13\x01\x13\x02" + b"\x01\0" + struct.pack(">H", 0)
    record = b"\x16\x03\x01" + struct.pack(">H", len(hello) + 4) + b"\x01" + struct.pack(">I", len(hello))[1:] + hello
    yield from secure.split(True, record, 3, 40)
    data = b"\x17\x03\x01" + struct.pack(">H", 300) + bytes(300)
    yield from secure.split(False, data * 3, 200, 500, 700)
    # A message that is never complete, and is sent again.
    yield secure.segment(True, data[:100])
    yield secure.segment(True, data[:100], at=secure.sequence[True] - 100)

    routes = Connection(40003, 179)
    yield from routes.open()
    keep = b"\xff" * 16 + struct.pack(">HB", 19, 4)
    update = b"\xff" * 16 + struct.pack(">HB", 223, 2) + struct.pack(">HH", 0, 0) + bytes(200)
    yield from routes.split(True, keep + update, 50, 120)


def write(path, frames):
    with open(path, "wb") as file:
        file.write(struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        for number, frame in enumerate(frames):
            file.write(struct.pack("<IIII", 1700000000 + number // 100, number % 100 * 10000, len(frame), len(frame)) + frame)


if __name__ == "__main__":
    write("reassembly.pcap", [*datagrams(), *streams()])
