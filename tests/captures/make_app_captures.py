#!/usr/bin/env python3
"""Writes app-*.pcap: small captures of application protocols, one file per family.

They are the input of decoders_test, which compares what the decoders say of them with what tshark says. Messages are
made by hand from the protocols' specifications; running this again gives the same files.
"""
import pathlib
import socket
import struct

HERE = pathlib.Path(__file__).parent
CLIENT, SERVER = "10.9.0.1", "10.9.0.2"


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def packet(protocol, payload, source, destination):
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), 1, 0x4000, 64, protocol, 0,
                       socket.inet_aton(source), socket.inet_aton(destination))
    head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
    return bytes.fromhex("02420a09000202420a0900010800") + head + payload


def udp(source_port, destination_port, payload, source=CLIENT, destination=SERVER):
    return packet(17, struct.pack("!HHHH", source_port, destination_port, 8 + len(payload), 0) + payload,
                  source, destination)


def tcp(source_port, destination_port, payload, sequence=1, source=CLIENT, destination=SERVER):
    return packet(6, struct.pack("!HHIIBBHHH", source_port, destination_port, sequence, 1, 0x50, 0x18, 8192, 0, 0) +
                  payload, source, destination)


def write(name, frames):
    out = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    for number, frame in enumerate(frames):
        out += struct.pack("<IIII", 1700000000 + number, 0, len(frame), len(frame)) + frame
    (HERE / name).write_bytes(out)


# ---- DNS (RFC 1035 and later) ------------------------------------------------------------------------------------
def name(text):
    return b"".join(bytes([len(label)]) + label.encode() for label in text.split(".") if label) + b"\0"


def string(text):
    return bytes([len(text)]) + text.encode()


def record(kind, data, owner=b"\xc0\x0c", number=1, lifetime=300):
    return owner + struct.pack("!HHIH", kind, number, lifetime, len(data)) + data


def message(flags, questions, answers=(), authorities=(), additionals=(), identifier=0x1234):
    head = struct.pack("!HHHHHH", identifier, flags, len(questions), len(answers), len(authorities), len(additionals))
    return head + b"".join(questions) + b"".join((*answers, *authorities, *additionals))


def question(text, kind=1, number=1):
    return name(text) + struct.pack("!HH", kind, number)


def dns_frames():
    host = question("www.example.com")
    address = socket.inet_aton("192.0.2.1")
    six = socket.inet_pton(socket.AF_INET6, "2001:db8::1")
    records = [
        record(1, address), record(2, name("ns.example.com")), record(5, b"\x03web\xc0\x10"),
        record(6, name("ns.example.com") + name("root.example.com") + struct.pack("!IIIII", 1, 2, 3, 4, 5)),
        record(12, name("host.example.com")), record(13, string("PDP-11") + string("UNIX")),
        record(14, name("a.example.com") + name("b.example.com")), record(15, b"\0\x0a" + name("mail.example.com")),
        record(16, string("v=spf1 -all") + string("second")), record(17, name("a.example.com") + name("b.example.com")),
        record(18, b"\0\x01" + name("afs.example.com")), record(28, six),
        record(33, struct.pack("!HHH", 1, 2, 443) + name("srv.example.com"), name("_sip._tcp.example.com")),
        record(35, struct.pack("!HH", 10, 20) + string("s") + string("SIP+D2U") + string("") + name("_sip.example.com")),
        record(39, name("other.example.com")), record(43, struct.pack("!HBB", 1, 8, 2) + bytes(32)),
        record(44, b"\x04\x02" + bytes(range(32))),
        record(46, struct.pack("!HBBIIIH", 1, 8, 3, 300, 1700000000, 1690000000, 99) + name("example.com") + bytes(64)),
        record(47, name("z.example.com") + b"\0\x06\x40\0\0\0\0\x03"),
        record(48, struct.pack("!HBB", 257, 3, 8) + bytes(64)), record(52, b"\x03\x01\x01" + bytes(32)),
        record(50, b"\x01\0\0\x0a\x02\xab\xcd\x04\x01\x02\x03\x04\0\x01\x40"),
        record(65, b"\0\x01" + name(".") + b"\0\x01\0\x06\x02h2\x02h3\0\x04\0\x04" + address),
        record(257, b"\0\x05issueca.example.net"), record(4711, b"\x01\x02\x03"),
    ]
    options = record(41, struct.pack("!HHHBB", 8, 7, 1, 24, 0) + address[:3] + struct.pack("!HH8s", 10, 8, b"12345678"),
                     b"\0", 1232, 0x8000)
    yield udp(40000, 53, message(0x0100, [host], additionals=[options]))
    for each in records:
        yield udp(53, 40000, message(0x8180, [host], [each]), SERVER, CLIENT)
    yield udp(53, 40000, message(0x8183, [host], (), [records[3]], [options]), SERVER, CLIENT)
    yield udp(40000, 53, message(0x2800, [question("example.com", 6)], (), [record(1, address)]))
    both = b"".join(struct.pack("!H", len(m)) + m for m in
                    (message(0x8180, [host], [records[0]]), message(0x8180, [host], [records[1]], identifier=2)))
    yield tcp(53, 40001, both, source=SERVER, destination=CLIENT)
    yield udp(5353, 5353, message(0, [question("_http._tcp.local", 12, 0x8001)]), destination="224.0.0.251")
    yield udp(5353, 5353, message(0x8400, [], [record(1, address, name("host.local"), 0x8001)]),
              destination="224.0.0.251")
    yield udp(40002, 5355, message(0, [question("wpad")]), destination="224.0.0.252")
    loop = message(0x0100, [b"\xc0\x0c" + struct.pack("!HH", 1, 1)])
    yield udp(40003, 53, loop)
    yield udp(40003, 53, message(0x0100, [host])[:-6])


# ---- small protocols over UDP ------------------------------------------------------------------------------------
def service_frames():
    yield udp(40010, 123, b"\x23\0\x06\xec" + bytes(36) + struct.pack("!II", 0xE8000000, 0x80000000))
    yield udp(123, 40010, b"\x24\x02\x06\xe8" + bytes(8) + b"GPS\0" + struct.pack("!II", 0xE8000000, 0) * 4,
              SERVER, CLIENT)
    yield udp(40011, 514, b"<134>Nov  2 10:09:52 host app[42]: a message\n")
    yield udp(40011, 514, b"<165>1 2003-10-11T22:14:15.003Z host app 111 ID47 - text")
    yield udp(40011, 514, b"no priority")
    yield udp(40012, 69, b"\0\x01file.txt\0octet\0blksize\x001468\0")
    yield udp(40013, 40012, b"\0\x06blksize\x001468\0", SERVER, CLIENT)
    yield udp(40012, 69, b"\0\x05\0\x01File not found\0")
    discover = b"\x01\x01\x06\0" + struct.pack("!IHH", 0xDEADBEEF, 0, 0x8000) + bytes(16)
    discover += bytes.fromhex("02420a090001") + bytes(10) + bytes(192) + b"\x63\x82\x53\x63"
    yield udp(68, 67, discover + b"\x35\x01\x01\x0c\x04host\x37\x03\x01\x03\x06\xff", "0.0.0.0", "255.255.255.255")
    yield udp(67, 68, b"\x02" + discover[1:16] + socket.inet_aton("10.9.0.5") + discover[20:] +
              b"\x35\x01\x05\x36\x04" + socket.inet_aton(SERVER) + b"\x33\x04\0\0\x0e\x10\x01\x04\xff\xff\xff\0\xff",
              SERVER, "255.255.255.255")
    encoded = "".join(chr(65 + (b >> 4)) + chr(65 + (b & 15)) for b in b"WORKGROUP      \x1d").encode()
    yield udp(137, 137, struct.pack("!HHHHHH", 1, 0x0110, 1, 0, 0, 0) + b"\x20" + encoded + b"\0\0\x20\0\x01")
    yield udp(137, 137, struct.pack("!HHHHHH", 1, 0x8500, 0, 1, 0, 0) + b"\x20" + encoded +
              b"\0\0\x20\0\x01\0\0\0\x3c\0\x06\0\0" + socket.inet_aton(CLIENT))
    yield udp(40014, 1812, b"\x01\x07\0\x1d" + bytes(16) + b"\x01\x09user123")
    yield udp(40015, 51820, b"\x04\0\0\0\x01\x02\x03\x04" + struct.pack("<Q", 7) + bytes(32))
    yield udp(40015, 51820, b"\x01\0\0\0\x01\x02\x03\x04" + bytes(range(140)))
    yield udp(40016, 1900, b"M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\n\r\n")
    yield udp(500, 500, bytes(8) + bytes(8) + b"\x21\x20\x22\x08" + struct.pack("!II", 0, 32) + b"\0\0\0\x04")
    yield udp(4500, 4500, b"\xff")


def stream_frames():
    yield tcp(40020, 502, struct.pack("!HHHBBHH", 1, 0, 6, 1, 3, 10, 2))
    yield tcp(502, 40020, struct.pack("!HHHBBBHH", 1, 0, 7, 1, 3, 4, 5, 6), source=SERVER, destination=CLIENT)
    yield tcp(502, 40020, struct.pack("!HHHBBB", 2, 0, 3, 1, 0x83, 2), 14, source=SERVER, destination=CLIENT)
    yield tcp(40021, 1883, b"\x10\x10\0\x04MQTT\x04\x02\0\x3c\0\x04test")
    yield tcp(40021, 1883, b"\x30\x09\0\x03a/bhi!\x00", 19)
    yield tcp(40021, 1883, b"\xe0\0", 30)


def sip_frames():
    def sip(first, extra="", body=""):
        return (f"{first}\r\nVia: SIP/2.0/UDP {CLIENT}\r\nFrom: <sip:a@{CLIENT}>\r\nTo: <sip:b@{SERVER}>\r\n"
                f"Call-ID: 1@{CLIENT}\r\n{extra}Content-Length: {len(body)}\r\n\r\n{body}").encode()

    offer = (f"v=0\r\no=- 1 1 IN IP4 {CLIENT}\r\ns=-\r\nc=IN IP4 {CLIENT}\r\nt=0 0\r\n"
             "m=audio 41000 RTP/AVP 0\r\na=sendrecv\r\n")
    answer = offer.replace(CLIENT, SERVER).replace("41000", "42000")
    yield udp(5060, 5060, sip("REGISTER sip:example.com SIP/2.0", "CSeq: 1 REGISTER\r\nContact: <sip:a@10.9.0.1>\r\n"))
    yield udp(5060, 5060, sip("INVITE sip:b@10.9.0.2 SIP/2.0", "CSeq: 2 INVITE\r\nContent-Type: application/sdp\r\n",
                              offer))
    yield udp(5060, 5060, sip("SIP/2.0 200 OK", "CSeq: 2 INVITE\r\nContent-Type: application/sdp\r\n", answer),
              SERVER, CLIENT)
    for number in range(2):
        yield udp(41000, 42000, struct.pack("!BBHII", 0x80, 0, number, 160 * number, 0x01020304) + bytes(160))
    yield udp(41001, 42001, struct.pack("!BBHIIIIII", 0x80, 200, 6, 0x01020304, 1, 2, 3, 4, 5))


if __name__ == "__main__":
    write("app-dns.pcap", dns_frames())
    write("app-services.pcap", service_frames())
    write("app-streams.pcap", stream_frames())
    write("app-sip.pcap", sip_frames())
