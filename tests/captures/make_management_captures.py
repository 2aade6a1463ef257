#!/usr/bin/env python3
"""Writes app-management.pcap and app-industry.pcap: SNMP and sFlow, iSCSI and EtherCAT, for decoders_test.

Messages are made by hand from the protocols' specifications; running this again gives the same files.
"""
import socket
import struct

from make_app_captures import packet, tcp, udp, write


# ---- SNMP (RFC 1157, 3416, 3412) in BER -------------------------------------------------------------------------
def ber(tag, content):
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x82]) + struct.pack("!H", size)
    return bytes([tag]) + length + content


def integer(value, tag=2):
    size = max(1, (value if value >= 0 else -value - 1).bit_length() // 8 + 1)
    return ber(tag, value.to_bytes(size, "big", signed=True))


def identifier(text):
    parts = [int(part) for part in text.split(".")]
    out = bytes([parts[0] * 40 + parts[1]])
    for part in parts[2:]:
        octets = [part & 0x7F]
        while part := part >> 7:
            octets.append(part & 0x7F | 0x80)
        out += bytes(reversed(octets))
    return ber(6, out)


def binding(text, value=ber(5, b"")):
    return ber(0x30, identifier(text) + value)


def pdu(tag, request, bindings, status=0, index=0):
    return ber(tag, integer(request) + integer(status) + integer(index) + ber(0x30, b"".join(bindings)))


def snmp(version, community, body):
    return ber(0x30, integer(version) + ber(4, community) + body)


def snmp3(flags, data, user=b"reader", message=7):
    engine = bytes.fromhex("80001f8880e9630000d61ff449")
    security = ber(0x30, ber(4, engine) + integer(3) + integer(1234) + ber(4, user) + ber(4, b"a" * 12 if flags & 1 else b"") +
                   ber(4, b"saltsalt" if flags & 2 else b""))
    head = ber(0x30, integer(message) + integer(65507) + ber(4, bytes([flags])) + integer(3))
    return ber(0x30, integer(3) + head + ber(4, security) + data)


def scoped(body):
    return ber(0x30, ber(4, bytes.fromhex("80001f8880e9630000d61ff449")) + ber(4, b"") + body)


SYSTEM = "1.3.6.1.2.1.1"
VALUES = [
    binding(f"{SYSTEM}.1.0", ber(4, b"Linux router 6.1")), binding(f"{SYSTEM}.2.0", identifier("1.3.6.1.4.1.8072.3.2.10")),
    binding(f"{SYSTEM}.3.0", integer(123456, 0x43)), binding(f"{SYSTEM}.7.0", integer(-72)),
    binding("1.3.6.1.2.1.2.2.1.10.1", integer(4000000000, 0x41)), binding("1.3.6.1.2.1.2.2.1.5.1", integer(1000000000, 0x42)),
    binding("1.3.6.1.2.1.31.1.1.1.6.1", integer(2**63 + 5, 0x46)), binding("1.3.6.1.2.1.4.20.1.1.10.9.0.1", ber(0x40, b"\x0a\x09\x00\x01")),
    binding("1.3.6.1.4.1.9.9.1", ber(0x44, b"\x9f\x78\x04\x42\xf6\x00\x00")), binding("1.3.6.1.2.1.99.1.0", ber(0x81, b"")),
    binding("1.3.6.1.2.1.99.2.0", ber(0x80, b"")), binding("1.3.6.1.2.1.99.3.0", ber(0x82, b"")),
]


def snmp_frames():
    trap = ber(0xA4, identifier("1.3.6.1.4.1.8072.3.2.10") + ber(0x40, b"\x0a\x09\x00\x02") + integer(6) + integer(17) +
               integer(4711, 0x43) + ber(0x30, VALUES[0]))
    return [
        udp(40001, 161, snmp(0, b"public", pdu(0xA0, 1, [binding(f"{SYSTEM}.1.0"), binding(f"{SYSTEM}.3.0")]))),
        udp(40001, 161, snmp(1, b"public", pdu(0xA1, 2, [binding(SYSTEM)]))),
        udp(161, 40001, snmp(1, b"public", pdu(0xA2, 2, VALUES))),
        udp(40001, 161, snmp(0, b"private", pdu(0xA3, 70000, [binding(f"{SYSTEM}.6.0", ber(4, b"attic"))]))),
        udp(161, 40001, snmp(0, b"private", pdu(0xA2, 70000, [binding(f"{SYSTEM}.6.0", ber(4, b"attic"))], 2, 1))),
        udp(40001, 162, snmp(0, b"public", trap)),
        udp(40001, 161, snmp(1, b"public", pdu(0xA5, 3, [binding("1.3.6.1.2.1.2.2")], 0, 20))),
        udp(40001, 162, snmp(1, b"public", pdu(0xA6, 4, [VALUES[2]]))),
        udp(40001, 162, snmp(1, b"public", pdu(0xA7, 5, [VALUES[2], binding("1.3.6.1.6.3.1.1.4.1.0", identifier("1.3.6.1.6.3.1.1.5.3"))]))),
        udp(40001, 161, snmp3(4, scoped(pdu(0xA0, 6, [])), b"")),
        udp(161, 40001, snmp3(0, scoped(pdu(0xA8, 6, [binding("1.3.6.1.6.3.15.1.1.4.0", integer(1, 0x41))])))),
        udp(40001, 161, snmp3(7, ber(4, bytes(range(48))))),
        udp(40001, 161, snmp3(5, scoped(pdu(0xA1, 8, [binding(f"{SYSTEM}.1")])))),
    ]


# ---- sFlow version 5 -------------------------------------------------------------------------------------------
def words(*numbers):
    return struct.pack(f"!{len(numbers)}I", *numbers)


def sampled(frame, length):
    return words(1, 16 + len(frame) + -len(frame) % 4, 1, length, 4, len(frame)) + frame + bytes(-len(frame) % 4)


def sflow(agent, sequence, *samples):
    kind = words(1) + socket.inet_aton(agent) if "." in agent else words(2) + socket.inet_pton(socket.AF_INET6, agent)
    return words(5) + kind + words(0, sequence, 60000, len(samples)) + b"".join(samples)


def sample(kind, body):
    return words(kind, len(body)) + body


def sflow_frames():
    ping = packet(1, struct.pack("!BBHHH", 8, 0, 0xF7FD, 1, 1), "192.0.2.1", "192.0.2.2")
    segment = tcp(40002, 80, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", source="192.0.2.3", destination="192.0.2.4")
    flow = sample(1, words(1, 7, 512, 5120, 0, 7, 8, 2) + words(1001, 16, 10, 0, 10, 0) + sampled(ping, 64))
    expanded = sample(3, words(2, 0, 7, 512, 5632, 0, 0, 7, 0, 8, 1) + sampled(segment[:60], 1518))
    counters = sample(2, words(1, 7, 1) + words(1, 88) + bytes(88))
    return [udp(40003, 6343, sflow("10.9.0.9", 1, counters)), udp(40003, 6343, sflow("10.9.0.9", 2, flow, counters, expanded)),
            udp(40003, 6343, sflow("2001:db8::9", 3, sample(4096 * 9 + 1, words(1, 2))))]


# ---- iSCSI (RFC 7143) ------------------------------------------------------------------------------------------
def iscsi(opcode, flags, fields, data=b"", lun=bytes(8), tag=1, flags2=0):
    head = struct.pack("!BBH", opcode, flags, flags2) + struct.pack("!I", len(data)) + lun + struct.pack("!I", tag) + fields
    assert len(head) == 48
    return head + data + bytes(-len(data) % 4)


def iscsi_frames():
    sent = {"out": 1, "back": 1}

    def out(*messages):
        sequence = sent["out"]
        sent["out"] += sum(len(message) for message in messages)
        return tcp(40004, 3260, b"".join(messages), sequence)

    def back(*messages):
        sequence = sent["back"]
        sent["back"] += sum(len(message) for message in messages)
        return tcp(3260, 40004, b"".join(messages), sequence, source="10.9.0.2", destination="10.9.0.1")

    isid = bytes.fromhex("00023d000000") + b"\0\0"
    text = b"InitiatorName=iqn.2024-01.org.example:host\0TargetName=iqn.2024-01.org.example:disk\0"
    inquiry = bytes.fromhex("12000000240000000000000000000000")
    read = bytes.fromhex("28000000001000000800000000000000")
    write_ = bytes.fromhex("2a000000002000000100000000000000")
    ready = bytes(16)
    return [
        out(iscsi(0x43, 0x87, struct.pack("!HHII", 0, 0, 1, 1) + bytes(16), text, isid)),
        back(iscsi(0x23, 0x87, struct.pack("!I", 0) + struct.pack("!III", 1, 1, 64) + bytes(12), b"TargetPortalGroupTag=1\0", isid)),
        out(iscsi(0x01, 0xC1, struct.pack("!III", 36, 1, 2) + inquiry, tag=2)),
        back(iscsi(0x25, 0x81, struct.pack("!I", 0xFFFFFFFF) + struct.pack("!III", 2, 2, 65) + bytes(12), b"\0" * 36, tag=2)),
        out(iscsi(0x01, 0xC1, struct.pack("!III", 4096, 2, 3) + read, tag=3), iscsi(0x01, 0x81, struct.pack("!III", 0, 3, 3) + ready, tag=4)),
        back(iscsi(0x21, 0x80, bytes(4) + struct.pack("!III", 3, 4, 66) + bytes(12), tag=4)),
        out(iscsi(0x01, 0xA1, struct.pack("!III", 512, 4, 4) + write_, tag=5)),
        back(iscsi(0x31, 0x80, struct.pack("!I", 9) + struct.pack("!III", 4, 5, 67) + struct.pack("!III", 0, 0, 512), tag=5)),
        out(iscsi(0x05, 0x80, struct.pack("!I", 9) + bytes(4) + struct.pack("!I", 5) + bytes(4) + words(0, 0, 0), b"x" * 512, tag=5)),
        out(iscsi(0x40, 0x80, struct.pack("!I", 0xFFFFFFFF) + struct.pack("!II", 5, 5) + bytes(16), tag=6)),
        back(iscsi(0x20, 0x80, struct.pack("!I", 0xFFFFFFFF) + struct.pack("!III", 5, 6, 68) + bytes(12), tag=6)),
        out(iscsi(0x02, 0x81, struct.pack("!III", 5, 6, 6) + words(6, 0, 0, 0), tag=7)),
        back(iscsi(0x22, 0x80, bytes(4) + struct.pack("!III", 6, 7, 69) + bytes(12), tag=7)),
        out(iscsi(0x04, 0x80, struct.pack("!I", 0xFFFFFFFF) + struct.pack("!II", 7, 7) + bytes(16), b"SendTargets=All\0", tag=8)),
        back(iscsi(0x24, 0x80, struct.pack("!I", 0xFFFFFFFF) + struct.pack("!III", 7, 8, 70) + bytes(12), b"TargetName=iqn.2024-01.org.example:disk\0", tag=8)),
        out(iscsi(0x46, 0x80, struct.pack("!HHII", 0, 0, 8, 8) + bytes(16), tag=9)),
        back(iscsi(0x26, 0x80, bytes(4) + struct.pack("!III", 8, 9, 70) + bytes(12), tag=9)),
    ]


# ---- EtherCAT (ETG.1000.4): little-endian ------------------------------------------------------------------------
def ethercat_frame(payload):
    return bytes.fromhex("ffffffffffff02420a090002" "88a4") + payload + bytes(max(0, 46 - len(payload)))


def ethercat(*datagrams):
    body = b""
    for position, (command, index, first, second, data, counter) in enumerate(datagrams):
        more = 0x8000 if position + 1 < len(datagrams) else 0
        address = struct.pack("<I", first) if command in (10, 11, 12) else struct.pack("<HH", first, second)
        body += struct.pack("<BB", command, index) + address + struct.pack("<HH", len(data) | more, 0) + data + struct.pack("<H", counter)
    return struct.pack("<H", len(body) | 1 << 12) + body


def ethercat_frames():
    return [
        ethercat_frame(ethercat((7, 1, 0, 0x0130, b"\x08\x00", 3))),
        ethercat_frame(ethercat((4, 2, 0x1001, 0x0120, b"\x02\x00", 0), (5, 3, 0x1001, 0x0120, b"\x04\x00", 1))),
        ethercat_frame(ethercat((12, 4, 0x00010000, 0, bytes(range(32)), 6), (1, 5, 0xFFFF, 0x0910, bytes(8), 1),
                                (14, 6, 0x1001, 0x0990, bytes(4), 2))),
        udp(40005, 34980, ethercat((8, 7, 0, 0x0300, b"\0" * 8, 0))),
    ]


if __name__ == "__main__":
    write("app-management.pcap", snmp_frames() + sflow_frames())
    write("app-industry.pcap", iscsi_frames() + ethercat_frames())
