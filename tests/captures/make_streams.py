#!/usr/bin/env python3
"""Makes stream-*.pcap: realistic and faulty connections, for the tests of the decoders.

usage: make_streams.py [FOLDER]

Every byte is chosen here, so that the files come out the same each time.
"""
import os
import struct
import sys

FIN, SYN, RST, PSH, ACK, URG = 1, 2, 4, 8, 16, 32


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def address(text):
    return bytes(int(part) for part in text.split("."))


class Capture:
    def __init__(self, name):
        self.path = os.path.join(FOLDER, name)
        self.frames = []
        self.time = 1_700_000_000_000_000

    def add(self, frame, after=1000):
        """A frame, `after` microseconds later than the previous one."""
        self.time += after
        self.frames.append((self.time, frame))

    def ip(self, source, destination, protocol, payload, after=1000):
        header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(payload), len(self.frames) + 1, 0x4000, 64, protocol, 0,
                             address(source), address(destination))
        header = header[:10] + struct.pack("!H", checksum(header)) + header[12:]
        ethernet = bytes.fromhex("020000000002" "020000000001" "0800")
        self.add(ethernet + header + payload, after)

    def udp(self, source, sport, destination, dport, payload, after=1000):
        length = 8 + len(payload)
        pseudo = address(source) + address(destination) + struct.pack("!BBH", 0, 17, length)
        datagram = struct.pack("!HHHH", sport, dport, length, 0) + payload
        total = checksum(pseudo + datagram)
        self.ip(source, destination, 17, datagram[:6] + struct.pack("!H", total) + datagram[8:], after)

    def write(self):
        with open(self.path, "wb") as out:
            out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
            for time, frame in self.frames:
                out.write(struct.pack("<IIII", time // 1_000_000, time % 1_000_000, len(frame), len(frame)))
                out.write(frame)


class Connection:
    """A TCP connection whose two ends keep their sequence numbers; each segment can override them."""

    def __init__(self, capture, client="10.9.0.1", cport=40000, server="10.9.0.2", sport=80, start=(1000, 5000), scale=7):
        self.capture, self.scale = capture, scale
        self.ends = {"c": [client, cport, start[0], 64240], "s": [server, sport, start[1], 65160]}

    def segment(self, end, flags, data=b"", seq=None, ack=None, window=None, options=b"", after=1000, advance=True):
        me, other = self.ends[end], self.ends["s" if end == "c" else "c"]
        seq = me[2] if seq is None else seq
        ack = (other[2] if flags & ACK else 0) if ack is None else ack
        window = me[3] if window is None else window
        options += b"\x01" * (-len(options) % 4)
        header = struct.pack("!HHIIBBHHH", me[1], other[1], seq & 0xFFFFFFFF, ack & 0xFFFFFFFF,
                             (20 + len(options)) // 4 << 4, flags, window, 0, 0) + options
        pseudo = address(me[0]) + address(other[0]) + struct.pack("!BBH", 0, 6, len(header) + len(data))
        total = checksum(pseudo + header + data)
        self.capture.ip(me[0], other[0], 6, header[:16] + struct.pack("!H", total) + header[18:] + data, after)
        if advance:
            me[2] = max(me[2], seq + len(data) + (1 if flags & (SYN | FIN) else 0))

    def open(self):
        options = b"\x02\x04\x05\xb4\x04\x02" + b"\x01\x03\x03" + bytes([self.scale])
        self.segment("c", SYN, options=options)
        self.segment("s", SYN | ACK, options=options)
        self.segment("c", ACK, window=502)
        self.ends["c"][3], self.ends["s"][3] = 502, 509
        return self

    def say(self, end, data, **more):
        """Data, and the other end's acknowledgment."""
        self.segment(end, PSH | ACK, data if isinstance(data, bytes) else data.encode(), **more)
        self.segment("s" if end == "c" else "c", ACK)

    def close(self):
        self.segment("c", FIN | ACK)
        self.segment("s", FIN | ACK)
        self.segment("c", ACK)


def tcp():
    capture = Capture("stream-tcp.pcap")
    # A faultless exchange, then a retransmission after a timeout and a spurious one.
    one = Connection(capture, sport=50100).open()
    one.say("c", b"a" * 100)
    one.segment("c", PSH | ACK, b"b" * 100)
    one.segment("c", PSH | ACK, b"b" * 100, seq=one.ends["c"][2] - 100, after=300_000)
    one.segment("s", ACK)
    one.segment("c", PSH | ACK, b"b" * 100, seq=one.ends["c"][2] - 100, after=300_000)
    # A segment is missing, three duplicate acknowledgments, a fast retransmission.
    lost = one.ends["s"][2]
    one.ends["s"][2] += 500
    for part in b"xyz":
        one.segment("s", ACK, bytes([part]) * 500)
        one.segment("c", ACK, ack=lost, options=b"\x05\x0a" + struct.pack("!II", lost + 500, one.ends["s"][2]))
    one.segment("s", PSH | ACK, b"w" * 500, seq=lost, after=2000)
    one.segment("c", ACK)
    # Slightly out of order.
    first = one.ends["c"][2]
    one.segment("c", ACK, b"2" * 50, seq=first + 50)
    one.segment("c", ACK, b"1" * 50, seq=first, after=100)
    one.segment("s", ACK)
    # The window closes, is probed, and opens.
    one.segment("s", ACK, window=0)
    one.segment("c", ACK, b"p", after=500_000, advance=False)
    one.segment("s", ACK, window=0)
    one.segment("s", ACK, window=509)
    # Keep-alives.
    one.segment("c", ACK, seq=one.ends["c"][2] - 1, after=20_000_000, advance=False)
    one.segment("s", ACK)
    one.close()
    # The same ports again, without window scaling, filling the window.
    two = Connection(capture, sport=50100, start=(900_000, 4_294_967_000))
    two.segment("c", SYN, options=b"\x02\x04\x05\xb4", after=1_000_000)
    two.segment("s", SYN | ACK, options=b"\x02\x04\x02\x18", window=1000)
    two.segment("c", ACK)
    two.segment("c", PSH | ACK, b"f" * 1000)
    two.segment("s", ACK, window=1000)
    two.say("s", b"g" * 400)  # past the end of the sequence numbers
    two.segment("s", RST | ACK, b"gone away")
    # A conversation without its beginning: an unseen segment is acknowledged.
    three = Connection(capture, cport=40001, sport=50101)
    three.segment("c", PSH | ACK, b"mid")
    three.segment("s", ACK, ack=9000)
    three.segment("c", URG | ACK, b"!", seq=9000)
    # A bogus header, and options of all kinds.
    four = Connection(capture, cport=40002, sport=50102)
    four.segment("c", SYN, options=b"\x13\x12" + bytes(range(16)) + b"\x1c\x04\x80\x05\x22\x02")
    four.segment("s", SYN | ACK, options=b"\x22\x0a" + bytes(8) + b"\xfe\x04\xf9\x89")
    capture.write()


def text():
    capture = Capture("stream-text.pcap")
    ftp = Connection(capture, cport=41000, sport=21).open()
    ftp.say("s", "220 ready\r\n")
    ftp.say("c", "USER anonymous\r\n")
    ftp.say("s", "331-two\r\n331 lines\r\n")
    ftp.say("c", "PASV\r\n")
    ftp.say("s", "227 Entering Passive Mode (10,9,0,2,195,80).\r\n")
    ftp.say("c", "RETR notes.txt\r\n")
    data = Connection(capture, cport=41001, sport=50000).open()
    data.say("s", b"what the file holds\n" * 20)
    data.say("s", b"and more\n")
    data.close()
    ftp.say("s", "226 done\r\n")
    ftp.say("c", "PORT 10,9,0,1,195,90\r\n")
    ftp.say("c", "LIST\r\n")
    active = Connection(capture, client="10.9.0.2", cport=20, server="10.9.0.1", sport=50010).open()
    active.say("c", "-rw-r--r-- 1 0 0 400 notes.txt\r\n")
    active.close()
    smtp = Connection(capture, cport=42000, sport=25).open()
    smtp.say("s", "220 mail.example ESMTP\r\n")
    smtp.say("c", "EHLO here.example\r\n")
    smtp.say("s", "250-mail.example\r\n250-SIZE 1000\r\n250 HELP\r\n")
    smtp.say("c", "MAIL FROM:<a@example>\r\nRCPT TO:<b@example>\r\n")
    smtp.say("s", "250 fine\r\n")
    smtp.say("c", "QUIT\r\n")
    pop = Connection(capture, cport=43000, sport=110).open()
    pop.say("s", "+OK POP3\r\n")
    pop.say("c", "USER me\r\n")
    pop.say("s", "-ERR no\r\n")
    imap = Connection(capture, cport=44000, sport=143).open()
    imap.say("s", "* OK IMAP4rev1\r\n")
    imap.say("c", "a1 CAPABILITY\r\n")
    imap.say("s", "* CAPABILITY IMAP4rev1\r\na1 OK done\r\n")
    telnet = Connection(capture, cport=45000, sport=23).open()
    telnet.say("s", b"\xff\xfd\x18\xff\xfb\x01login: ")
    telnet.say("c", b"\xff\xfa\x18\x00xterm\xff\xf0me\r\n")
    capture.write()


def http():
    capture = Capture("stream-http.pcap")
    one = Connection(capture).open()
    one.say("c", "GET /a?b=c HTTP/1.1\r\nHost: example.org\r\nUser-Agent: none\r\nX-Own: 1\r\n\r\n")
    one.say("s", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 12\r\n\r\n<p>hello</p>")
    one.say("c", "POST /form HTTP/1.1\r\nHost: example.org\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                 "Content-Length: 7\r\n\r\na=1&b=2")
    one.say("s", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n"
                 "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
    one.say("c", "HEAD / HTTP/1.0\r\nHost: example.org\r\n\r\n")
    one.say("s", "HTTP/1.0 304 Not Modified\r\nServer: none\r\n\r\n")
    one.say("c", "GET /big HTTP/1.1\r\nHost: example.org\r\n\r\n")
    one.say("s", "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 600\r\n\r\n" + "\x01" * 300)
    one.say("s", "\x02" * 300)
    one.close()
    # On another port, found by its first line.
    two = Connection(capture, cport=40010, sport=9999).open()
    two.say("c", "GET /elsewhere HTTP/1.1\r\nHost: other.example\r\n\r\n")
    two.say("s", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    # WebSocket.
    three = Connection(capture, cport=40020).open()
    three.say("c", "GET /chat HTTP/1.1\r\nHost: example.org\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
    three.say("s", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
    three.say("c", b"\x81\x85\x01\x02\x03\x04" + bytes(c ^ (i % 4 + 1) for i, c in enumerate(b"hello")))
    three.say("s", b"\x82\x04\x00\x01\x02\x03")
    three.say("s", b"\x88\x00")
    # A tunnel.
    four = Connection(capture, cport=40030, sport=8080).open()
    four.say("c", "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n")
    four.say("s", "HTTP/1.1 200 Connection established\r\n\r\n")
    four.say("c", b"\x15\x03\x01\x00\x02\x02\x28")
    capture.write()


def stun():
    capture = Capture("stream-stun.pcap")

    def message(kind, attributes, identity=b"abcdefghijkl"):
        body = b"".join(struct.pack("!HH", t, len(v)) + v + b"\0" * (-len(v) % 4) for t, v in attributes)
        return struct.pack("!HHI", kind, len(body), 0x2112A442) + identity + body

    def xored(text, port):
        packed = int.from_bytes(address(text), "big") ^ 0x2112A442
        return struct.pack("!BBHI", 0, 1, port ^ 0x2112, packed)

    ends = ("10.9.0.1", 46000, "10.9.0.2", 3478)
    back = ends[2:] + ends[:2]
    capture.udp(*ends, message(0x0001, [(0x8022, b"software")]))
    capture.udp(*back, message(0x0101, [(0x0020, xored("192.0.2.1", 4660))]))
    capture.udp(*ends, message(0x0003, [(0x0019, b"\x11\0\0\0"), (0x0006, b"user"), (0x0014, b"realm"), (0x0015, b"nonce")]))
    capture.udp(*back, message(0x0113, [(0x0009, b"\0\0\x04\x01Unauthorized"), (0x0014, b"realm")]))
    capture.udp(*back, message(0x0103, [(0x0016, xored("198.51.100.7", 5000)), (0x000D, struct.pack("!I", 600))]))
    capture.udp(*ends, message(0x0009, [(0x000C, b"\x40\0\0\0"), (0x0012, xored("203.0.113.9", 6000))]))
    capture.udp(*ends, message(0x0016, [(0x0012, xored("203.0.113.9", 6000)), (0x0013, b"payload!")]))
    capture.udp(*ends, b"\x40\0\0\x04data")
    tcp = Connection(capture, cport=46001, sport=3478).open()
    tcp.say("c", message(0x0001, []) + message(0x0001, [(0x0006, b"two in one")]))
    capture.write()


if __name__ == "__main__":
    FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    tcp()
    text()
    http()
    stun()
