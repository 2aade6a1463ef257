#include <support/commands.h>

#include <QDir>
#include <QTest>

using namespace tapscope::test;

/// Reads our own captures (tests/captures/make_streams.py) with tapscope-cli, and compares their fields and columns
/// with tshark's, each frame by itself.
class StreamsTest : public QObject {
    Q_OBJECT

    const QString program_ = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");

private slots:
    void streamsReadAsTsharkReadsThem_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("fields");
        QTest::newRow("TCP and its analysis") << "stream-tcp.pcap"
                                              << QStringList{"tcp.stream",
                                                             "tcp.seq",
                                                             "tcp.seq_raw",
                                                             "tcp.ack",
                                                             "tcp.nxtseq",
                                                             "tcp.len",
                                                             "tcp.flags",
                                                             "tcp.window_size_value",
                                                             "tcp.window_size",
                                                             "tcp.window_size_scalefactor",
                                                             "tcp.option_kind",
                                                             "tcp.options.mss_val",
                                                             "tcp.options.wscale.shift",
                                                             "tcp.options.sack_le",
                                                             "tcp.options.sack_re",
                                                             "tcp.analysis.acks_frame",
                                                             "tcp.analysis.ack_rtt",
                                                             "tcp.analysis.bytes_in_flight",
                                                             "tcp.analysis.duplicate_ack_num",
                                                             "tcp.analysis.duplicate_ack_frame",
                                                             "tcp.analysis.rto_frame",
                                                             "tcp.analysis.flags",
                                                             "tcp.analysis.retransmission",
                                                             "tcp.analysis.fast_retransmission",
                                                             "tcp.analysis.spurious_retransmission",
                                                             "tcp.completeness"};
        QTest::newRow("text lines") << "stream-text.pcap"
                                    << QStringList{"ftp.request.command",    "ftp.request.arg",
                                                   "ftp.response.code",      "ftp.passive.port",
                                                   "ftp.active.port",        "smtp.req.command",
                                                   "smtp.response.code",     "pop.request.command",
                                                   "pop.response.indicator", "telnet.cmd"};
        QTest::newRow("HTTP") << "stream-http.pcap"
                              << QStringList{"http.request.method",      "http.request.uri",
                                             "http.request.version",     "http.host",
                                             "http.user_agent",          "http.response.code",
                                             "http.response.phrase",     "http.content_type",
                                             "http.content_length",      "websocket.opcode",
                                             "websocket.payload_length", "tls.alert_message.desc"};
        // Made with openssl s_server and s_client: TLS 1.3, TLS 1.2 on another port, DTLS 1.2.
        QTest::newRow("TLS and DTLS") << "stream-tls.pcap"
                                      << QStringList{"tls.record.content_type",
                                                     "tls.record.version",
                                                     "tls.handshake.type",
                                                     "tls.handshake.extensions_server_name",
                                                     "tls.handshake.extensions_alpn_str",
                                                     "tls.handshake.ciphersuite",
                                                     "tls.handshake.extensions.supported_version",
                                                     "tls.handshake.extensions_supported_group",
                                                     "tls.handshake.extension.type",
                                                     "tls.handshake.session_ticket_lifetime_hint",
                                                     "dtls.record.content_type",
                                                     "dtls.record.epoch",
                                                     "dtls.record.sequence_number",
                                                     "dtls.handshake.extensions_server_name"};
        QTest::newRow("STUN") << "stream-stun.pcap"
                              << QStringList{"stun.type",         "stun.length",       "stun.id",
                                             "stun.att.type",     "stun.att.username", "stun.att.realm",
                                             "stun.att.lifetime", "stun.att.port",     "stun.att.ipv4"};
    }
    void streamsReadAsTsharkReadsThem() {
        QFETCH(const QString, file);
        QFETCH(const QStringList, fields);
        const QString path = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/") + file;
        const QStringList alone{"-o", "tcp.desegment_tcp_streams:false"};
        QStringList mismatches;
        for (const QString& field : QStringList{"_ws.col.Protocol", "_ws.col.Info"} + fields) {
            const QStringList asked{"-T", "fields", "-e", "frame.number", "-e", field};
            const auto ours = run(program_, QStringList{"read", path} + asked);
            const auto theirs = run("tshark", QStringList{"-n", "-r", path} + alone + asked);
            QCOMPARE(theirs.status, 0);
            const auto left = ours.out.split('\n');
            const auto right = theirs.out.split('\n');
            QCOMPARE(left.size(), right.size());
            for (qsizetype i = 0; i < left.size(); ++i) {
                if (left[i] != right[i])
                    mismatches += QString("%1: ours %2, tshark's %3")
                                      .arg(field, QString::fromUtf8(left[i]), QString::fromUtf8(right[i]));
            }
        }
        QVERIFY2(mismatches.isEmpty(), qPrintable(mismatches.join('\n')));
    }
};

QTEST_GUILESS_MAIN(StreamsTest)
#include "streams_test.moc"
