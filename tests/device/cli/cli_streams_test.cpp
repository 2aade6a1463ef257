#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope::test;

/// Input and output of tapscope-cli: pipes, full disks, closed descriptors, unusual names.
class CliStreamsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString program_ = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");
    const QString ping_ = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");

    Ran cli(const QStringList& words) { return run(program_, words); }
    /// Runs `command` in a shell, with the variables CLI, PING and FOLDER.
    Ran shell(const QString& command) {
        return run("bash", {"-c", "CLI=" + program_ + " PING=" + ping_ + " FOLDER=" + folder_.path() + "; " + command});
    }

private slots:
    void lostOutputIsAnError_data() {
        QTest::addColumn<QString>("command");
        for (const char* const words :
             {"read $PING", "read $PING --count", "read $PING -V", "read $PING -T fields -e frame.number",
              "read $PING -T json", "devices", "devices --json", "plugins", "plugins --json", "read --help",
              "--version", "export $PING -F pcapng -w -"})
            QTest::newRow(words) << QString::fromLatin1(words);
    }
    void lostOutputIsAnError() {
        QFETCH(const QString, command);
        const bool isEmpty = command == "devices"; // nothing is printed if there is no device
        const auto full = shell("$CLI " + command + " > /dev/full");
        QCOMPARE(full.status, isEmpty ? 0 : 1);
        QVERIFY2(isEmpty || full.err.contains("No space left on device"), full.err);
        QVERIFY2(full.err.count('\n') <= 1, full.err);
        QCOMPARE(shell("$CLI " + command + " >&-").status, isEmpty ? 0 : 1);
        QCOMPARE(shell("$CLI " + command + " <&- >&- 2>&-").status, isEmpty ? 0 : 1);
    }

    void aReaderThatGoesEndsACaptureWithoutFrames_data() {
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("reader");
        QTest::newRow("a stream, of which the beginning is read") << "-w -" << "head -c 1 > /dev/null";
        QTest::newRow("lines") << "" << "true";
    }
    void aReaderThatGoesEndsACaptureWithoutFrames() {
        QFETCH(const QString, output);
        QFETCH(const QString, reader);
        QCOMPARE(cli({"create", "silent0", "--up"}).status, 0);
        const auto captured =
            shell("$CLI capture silent0 " + output + " | " + reader + "; echo ended ${PIPESTATUS[0]}");
        QCOMPARE(captured.out, QByteArray("ended 1\n"));
        QVERIFY2(captured.err.contains("received, 0 dropped"), captured.err);
        QCOMPARE(cli({"destroy", "silent0"}).status, 0);
    }

    void capturesAreWrittenToPipes_data() {
        QTest::addColumn<QString>("command");
        const QString capture = "$CLI capture lo -f icmp -c 2 -w ";
        QTest::newRow("standard output") << capture + "- | $CLI read -";
        QTest::newRow("/dev/stdout, a pipe") << capture + "/dev/stdout | $CLI read -";
        QTest::newRow("/dev/stdout, a file") << capture + "/dev/stdout > $FOLDER/streamed; $CLI read $FOLDER/streamed";
        QTest::newRow("a FIFO") << "mkfifo $FOLDER/to; $CLI read - < $FOLDER/to & " + capture + "$FOLDER/to; wait $!";
        QTest::newRow("process substitution") << capture + ">($CLI read - > $FOLDER/lines; touch $FOLDER/ended); "
                                                           "until [ -e $FOLDER/ended ]; do sleep 0.05; done; "
                                                           "cat $FOLDER/lines";
    }
    void capturesAreWrittenToPipes() {
        QFETCH(const QString, command);
        QCOMPARE(run("ip", {"link", "set", "lo", "up"}).status, 0);
        RunningProgram pings("ping", {"-q", "-i", "0.1", "127.0.0.1"});
        const auto captured = shell(command);
        QCOMPARE(captured.status, 0);
        QCOMPARE(captured.out.count("Echo (ping)"), 2);
        QVERIFY2(captured.err.contains("2 received, 0 dropped"), captured.err);
    }

    void aPipeWhoseReaderLeavesEndsTheCapture() {
        QCOMPARE(cli({"create", "silent0", "--up"}).status, 0);
        const auto captured = shell("mkfifo $FOLDER/left; head -c 1 $FOLDER/left > /dev/null & "
                                    "$CLI capture silent0 -w $FOLDER/left");
        QCOMPARE(captured.status, 1);
        QCOMPARE(cli({"destroy", "silent0"}).status, 0);
    }

    void messagesThatNobodyReadsEndNothing_data() {
        QTest::addColumn<QString>("ending");
        QTest::newRow("closed") << "2>&-";
        QTest::newRow("full") << "2>/dev/full";
        QTest::newRow("a pipe without a reader") << "2> >(exec true)";
    }
    void messagesThatNobodyReadsEndNothing() {
        QFETCH(const QString, ending);
        QCOMPARE(cli({"create", "silent0", "--up"}).status, 0);
        const auto captured = shell("$CLI capture silent0 -w $FOLDER/silent.pcapng -a duration:0.2 " + ending);
        QCOMPARE(captured.status, 0);
        QVERIFY2(captured.out.contains("received"), captured.out);
        QCOMPARE(cli({"destroy", "silent0"}).status, 0);
        QCOMPARE(shell("$CLI read /nowhere.pcap " + ending).status, 1);
    }

    void aReaderThatLeavesEndsIt() {
        const auto head = shell("$CLI read $PING | head -1; echo ${PIPESTATUS[0]}");
        QVERIFY2(head.out.endsWith("\n0\n") || head.out.endsWith("\n1\n"), head.out); // depends on which is faster
        const auto endless = shell("yes | cat $PING - | $CLI read - -T json | head -1; true");
        QCOMPARE(endless.out, QByteArray("[\n"));
    }

    void readsStreams_data() {
        QTest::addColumn<QString>("command");
        QTest::newRow("a pipe") << "cat $PING | $CLI read -";
        QTest::newRow("standard input as a file") << "$CLI read - < $PING";
        QTest::newRow("/dev/stdin, a pipe") << "cat $PING | $CLI read /dev/stdin";
        QTest::newRow("/dev/stdin, a file") << "$CLI read /dev/stdin < $PING";
        QTest::newRow("process substitution") << "$CLI read <(cat $PING)";
        QTest::newRow("a FIFO") << "mkfifo $FOLDER/fifo; cat $PING > $FOLDER/fifo & $CLI read $FOLDER/fifo";
        QTest::newRow("octet by octet") << "dd if=$PING bs=1 status=none | $CLI read -";
        QTest::newRow("gone through twice") << "cat $PING | $CLI read -2 -";
        QTest::newRow("-r") << "$CLI read -r $PING";
        QTest::newRow("-r as the first word") << "$CLI -r $PING";
        QTest::newRow("-nnr, as for tcpdump") << "$CLI -nnr $PING";
        QTest::newRow("options before -r")
            << "$CLI --no-plugins --sandbox -n -r $PING > /dev/null; $CLI -n -Y icmp -r $PING";
        QTest::newRow("compressed, a pipe") << "gzip -c $PING | $CLI read -";
        QTest::newRow("compressed, a redirection") << "zstd -qc $PING > $FOLDER/packed; $CLI read - < $FOLDER/packed";
        QTest::newRow("merged on the way") << "cat $PING | $CLI merge - -w - | $CLI read -";
        QTest::newRow("written on the way") << "$CLI read $PING -w - | $CLI read -";
        QTest::newRow("exported on the way") << "cat $PING | $CLI export - -F pcapng -w - | $CLI read -";
    }
    void readsStreams() {
        QFETCH(const QString, command);
        const auto expected = cli({"read", ping_});
        QVERIFY(!expected.out.isEmpty());
        const auto read = shell(command);
        QCOMPARE(read.err, QByteArray());
        QCOMPARE(read.out, expected.out);
        QCOMPARE(read.status, 0);
    }

    void wrongWordsAreUsageErrors_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("no file") << "read" << QByteArray("no file is named");
        QTest::newRow("no device") << "capture -w x" << QByteArray("no device is named");
        QTest::newRow("no plugin") << "inject tap0" << QByteArray("no plugin is named");
        QTest::newRow("a negative number") << "read $PING -c -1" << QByteArray("\"-1\" is not a whole number");
        QTest::newRow("no frame at all") << "capture tap0 -c 0" << QByteArray("\"0\" is not a whole number");
        QTest::newRow("no number") << "listen 5555 -c many" << QByteArray("\"many\" is not a whole number");
        QTest::newRow("frames in each file") << "split $PING -w x -c -3" << QByteArray("\"-3\" is not a whole number");
        QTest::newRow("no duration") << "split $PING -w x -i long" << QByteArray("\"long\" is not a valid value of -i");
        QTest::newRow("a snap length") << "capture tap0 -s -5" << QByteArray("not in range");
    }
    void wrongWordsAreUsageErrors() {
        QFETCH(const QString, words);
        QFETCH(const QByteArray, said);
        const auto refused = shell("$CLI " + words);
        QCOMPARE(refused.status, 2);
        QCOMPARE(refused.out, QByteArray());
        QCOMPARE(refused.err.count('\n'), 1);
        QVERIFY2(refused.err.contains(said), refused.err);
    }

    void streamsOfOtherFormatsAreConverted_data() {
        QTest::addColumn<QString>("command");
        QTest::newRow("a pipe") << "cat $FOLDER/ping.snoop | $CLI read -";
        QTest::newRow("a redirection") << "$CLI read - < $FOLDER/ping.snoop";
        QTest::newRow("process substitution, read twice") << "$CLI read -2 <(cat $FOLDER/ping.snoop)";
        QTest::newRow("a capture of a file") << "$CLI capture $FOLDER/ping.snoop 2>/dev/null";
        QTest::newRow("an export") << "cat $FOLDER/ping.snoop | $CLI export - -F pcapng -w - | $CLI read -";
    }
    void streamsOfOtherFormatsAreConverted() {
        QFETCH(const QString, command);
        QCOMPARE(shell("editcap -F snoop $PING $FOLDER/ping.snoop").status, 0);
        const auto read = shell(command);
        QCOMPARE(read.out, cli({"read", folder_.filePath("ping.snoop")}).out);
        QVERIFY(read.out.contains("Echo (ping) request"));
        QCOMPARE(read.status, 0);
    }

    void habitsOfOtherProgramsGetAHint_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QByteArray>("hint");
        QTest::newRow("tcpdump -B") << "capture tap0 -B 4096" << QByteArray("--set buffer=MIB");
        QTest::newRow("dumpcap -B4") << "capture tap0 -B4 -w x" << QByteArray("--set buffer=MIB");
        QTest::newRow("tcpdump -G") << "capture tap0 -G60 -w x" << QByteArray("-b duration:SECONDS");
        QTest::newRow("tshark -o with keys") << "read $PING -o tls.keylog_file:keys" << QByteArray("--keys KEYLOG");
        QTest::newRow("tshark -o before the file")
            << "read -o tls.keylog_file:keys $PING" << QByteArray("--keys KEYLOG");
        QTest::newRow("tshark -o") << "read $PING -o tcp.desegment_tcp_streams:TRUE" << QByteArray("no preferences");
        QTest::newRow("tshark -z") << "read $PING -q -z io,phs" << QByteArray("tapscope-cli stats FILE KIND");
        QTest::newRow("a filter as with tcpdump") << "read $PING icmp" << QByteArray("A filter is an option");
        QTest::newRow("tcpreplay -M") << "inject tap0 replay -M 10" << QByteArray("mbps=NUMBER");
        QTest::newRow("another program") << "tcpreplay -i tap0 x.pcap" << QByteArray("inject NAME replay file=FILE");
    }
    void habitsOfOtherProgramsGetAHint() {
        QFETCH(const QString, words);
        QFETCH(const QByteArray, hint);
        const auto refused = shell("$CLI " + words);
        QCOMPARE(refused.status, 2);
        QCOMPARE(refused.err.count('\n'), 1);
        QVERIFY2(refused.err.contains(hint), refused.err);
    }

    void streamsAreCountedAndSplit() {
        const auto counted = shell("$CLI stats <(cat $PING) io,phs");
        QCOMPARE(counted.err, QByteArray());
        QCOMPARE(counted.out, cli({"stats", ping_, "io,phs"}).out);
        QCOMPARE(shell("$CLI stats --reassemble - io,phs < $PING").out, counted.out);
        const auto parts =
            shell("cd $FOLDER; cat $PING | $CLI split - -w part.pcapng -c 3 | "
                  "while read -r file; do $CLI read $file --count; done | awk '{n += $1} END {print n}'");
        QCOMPARE(parts.out, cli({"read", ping_, "--count"}).out);
    }

    void wordsOfOtherProgramsGetAHint_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const QStringList& words, const char* said) {
            QTest::newRow(qPrintable(words.join(' '))) << words << QByteArray(said);
        };
        row({"capinfos", "x.pcap"}, "stats FILE summary");
        row({"tcpdump", "-r", "x.pcap"}, "tapscope-cli read FILE");
        row({"-G", "protocols"}, "tapscope-cli plugins");
        row({"-q", "-c", "3"}, "-r FILE or -i NAME");
        row({"-r", "x.pcap", "host", "10.9.0.1"}, "A filter is an option: -f");
        row({"-r", "x.pcap", "icmp"}, "a filter is an option: -f");
        row({"-i", "tap0", "icmp"}, "a filter is an option: -f");
        row({"-r", "x.pcap", "-F", "pcap"}, "export FILE -F pcap");
        row({"-r", "x.pcap", "-z", "io,phs"}, "stats FILE KIND");
    }
    void wordsOfOtherProgramsGetAHint() {
        QFETCH(const QStringList, words);
        QFETCH(const QByteArray, said);
        const auto refused = cli(words);
        QVERIFY(refused.status == 1 || refused.status == 2);
        QVERIFY2(refused.err.contains(said), refused.err);
        QCOMPARE(refused.err.count('\n'), 1);
    }

    void timesAsTcpdumpPrintsThem_data() {
        QTest::addColumn<QString>("theirs");
        QTest::addColumn<QString>("ours");
        QTest::newRow("-tt") << "-tt" << "e";
        QTest::newRow("-ttt") << "-ttt" << "d";
        QTest::newRow("-tttt") << "-tttt" << "ad";
        QTest::newRow("-ttttt") << "-ttttt" << "r";
    }
    void timesAsTcpdumpPrintsThem() {
        QFETCH(const QString, theirs);
        QFETCH(const QString, ours);
        const auto read = cli({"read", ping_, theirs});
        QVERIFY(!read.out.isEmpty());
        QCOMPARE(read.out, cli({"read", ping_, "-t", ours}).out);
    }

    void framesAreThereWhileTheWriterLives() {
        // The writer waits for the first line before it continues, so a reader that waits for the end would hang.
        const auto both = shell("mkfifo $FOLDER/in; exec 3<> $FOLDER/in; head -c 330 $PING >&3; "
                                "$CLI read - < $FOLDER/in > $FOLDER/out & p=$!; "
                                "until [ -s $FOLDER/out ]; do sleep 0.05; done; kill $p; wait $p; cat $FOLDER/out");
        QVERIFY2(both.out.contains("Echo (ping) request"), both.out + both.err);
    }

    void followsAGrowingFile() {
        const auto grown = shell("head -c 330 $PING > $FOLDER/growing; "
                                 "$CLI read --follow $FOLDER/growing > $FOLDER/lines & p=$!; "
                                 "until [ -s $FOLDER/lines ]; do sleep 0.05; done; "
                                 "tail -c +331 $PING >> $FOLDER/growing; all=$($CLI read $PING | wc -l); "
                                 "until [ $(wc -l < $FOLDER/lines) = $all ]; do sleep 0.05; done; "
                                 "kill $p; wait $p; cat $FOLDER/lines");
        QCOMPARE(grown.out, cli({"read", ping_}).out);
    }

    void filesThatEndEarlyAreTold_data() {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("cut") << "head -c 400 $PING > $FOLDER/cut.pcapng; $CLI read $FOLDER/cut.pcapng"
                             << QByteArray("cut short");
        QTest::newRow("cut stream") << "head -c 400 $PING | $CLI read -" << QByteArray("cut short");
        QTest::newRow("empty stream") << "$CLI read - < /dev/null" << QByteArray("empty");
        QTest::newRow("a stream that can be neither read nor converted")
            << R"(printf '\3757zXZ\0 and more' | $CLI read -)"
            << QByteArray("Cannot open the standard input: it is compressed with xz");
        QTest::newRow("a stream that is read twice")
            << R"(printf '\3757zXZ\0 and more' | $CLI read --reassemble -)"
            << QByteArray("Cannot open the standard input: it is compressed with xz");
        QTest::newRow("a stream that is exported") << R"(printf '\3757zXZ\0 and more' | $CLI export - -F csv -w -)"
                                                   << QByteArray("Cannot open the standard input: it is compressed");
        QTest::newRow("a cut stream that is exported")
            << "head -c 400 $PING | $CLI export - -F csv -w -" << QByteArray("Cannot read all of the standard input: ");
        QTest::newRow("a compressed stream that is cut")
            << "gzip < $PING | head -c 200 | $CLI read -" << QByteArray("Cannot read all of the standard input: ");
        QTest::newRow("no capture") << "echo hello, this is not a capture | $CLI read -"
                                    << QByteArray("not a pcap or pcapng");
    }
    void filesThatEndEarlyAreTold() {
        QFETCH(const QString, command);
        QFETCH(const QByteArray, said);
        const auto told = shell(command);
        QCOMPARE(told.status, 1);
        QVERIFY2(told.err.contains(said), told.err);
        QCOMPARE(told.err.count('\n'), 1);
    }

    void filesThatShrinkAreTold_data() {
        QTest::addColumn<QString>("options");
        for (const char* options : {"", "-2", "-Y icmp"})
            QTest::newRow(*options == 0 ? "lines" : options) << QString::fromLatin1(options);
    }
    void filesThatShrinkAreTold() {
        QFETCH(const QString, options);
        // 65,536 frames. The reader may be ahead by the two or three megabytes that it has requested.
        const auto read = shell(
            "cd $FOLDER; editcap -F pcap $PING one.pcap; head -c 24 one.pcap > big.pcap; tail -c +25 one.pcap > body; "
            "for i in $(seq 15); do cat body body > more; mv more body; done; cat body >> big.pcap; "
            "{ $CLI read big.pcap " +
            options + " 2> said; echo $? > status; } | { read -r line; : > big.pcap; cat > rest; }; cat status said");
        QVERIFY2(read.out.startsWith("1\n"), read.out + read.err);
        QVERIFY2(read.out.contains("it became shorter while it was read"), read.out);
    }

    void namesAreAnyBytes_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("a dash") << QByteArray("-dash.pcapng");
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe.pcapng");
        QTest::newRow("a line end and ESC") << QByteArray("a\n\x1b[2J.pcapng");
    }
    void namesAreAnyBytes() {
        QFETCH(const QByteArray, name);
        QByteArray escaped;
        for (const char c : name)
            escaped += "\\x" + QByteArray::number(static_cast<unsigned char>(c), 16).rightJustified(2, '0');
        const QString shellName = "$'" + QString::fromLatin1(escaped) + "'";
        const auto read = shell("cd $FOLDER; cp $PING ./" + shellName + "; $CLI read --count -- " + shellName);
        QCOMPARE(read.err, QByteArray());
        QCOMPARE(read.status, 0);
        const auto missing = shell("cd $FOLDER; rm ./" + shellName + "; $CLI read -- " + shellName);
        QCOMPARE(missing.status, 1);
        QCOMPARE(missing.err.count('\n'), 1);
        QVERIFY(!missing.err.contains('\x1b'));
    }

    void aShortTableOfDescriptorsIsTold() {
        const QByteArray all = cli({"read", ping_}).out;
        for (int most = 4; most < 24; ++most) {
            const auto read = shell(QString("ulimit -n %1; $CLI read $PING").arg(most));
            QVERIFY2(read.out == all || !read.err.isEmpty(), QByteArray::number(most) + ": " + read.out);
        }
    }

    void filesAreOnTheDiskBeforeTheyGetTheirName_data() {
        QTest::addColumn<QString>("words");
        QTest::newRow("export") << "export $PING -F pcapng -w $FOLDER/synced.pcapng";
        QTest::newRow("read") << "read $PING -w $FOLDER/synced.pcapng";
    }
    void filesAreOnTheDiskBeforeTheyGetTheirName() {
        QFETCH(const QString, words);
        const auto traced = shell("strace -f -qq -e trace=fsync,rename,renameat,renameat2 -o $FOLDER/calls $CLI " +
                                  words + "; cat $FOLDER/calls");
        const qsizetype synced = traced.out.indexOf("fsync("), named = traced.out.indexOf("synced.pcapng\")");
        QVERIFY2(synced >= 0 && named > synced, traced.out + traced.err);
    }

    void anonymousCopiesIdentifyNobody_data() {
        QTest::addColumn<QString>("options");
        QTest::addColumn<bool>("keepsPayload");
        QTest::newRow("as it is meant") << "" << false;
        QTest::newRow("prefixes and payload kept") << "--prefixes preserved --payload keep" << true;
    }
    void anonymousCopiesIdentifyNobody() {
        QFETCH(const QString, options);
        QFETCH(const bool, keepsPayload);
        const auto made = shell("$CLI export $PING -F pcapng -w $FOLDER/shown.pcapng --anonymize " + options);
        QCOMPARE(made.status, 0);
        QVERIFY2(made.err.contains("Kept: "), made.err);
        const auto told = shell("tshark -n -r $FOLDER/shown.pcapng -o ip.check_checksum:TRUE -T fields -e eth.src "
                                "-e ip.src -e ip.dst -e icmp.seq -e ip.checksum.status -e frame.cap_len -e frame.len "
                                "-e frame.time_epoch 2>/dev/null");
        const auto before =
            shell("tshark -n -r $PING -T fields -e eth.src -e ip.src -e ip.dst -e icmp.seq "
                  "-e ip.checksum.status -e frame.cap_len -e frame.len -e frame.time_epoch 2>/dev/null");
        const auto lines = told.out.trimmed().split('\n'), originals = before.out.trimmed().split('\n');
        QCOMPARE(lines.size(), originals.size());
        QVERIFY(lines.size() >= 2);
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const auto fields = lines[i].split('\t'), were = originals[i].split('\t');
            QCOMPARE(fields.size(), 8);
            for (const int address : {0, 1, 2})
                QVERIFY2(fields[address] != were[address], lines[i]);
            QCOMPARE(fields[3], were[3]);
            QCOMPARE(fields[4], QByteArray("1")); // good
            QCOMPARE(fields[5] == were[5], keepsPayload);
            QCOMPARE(fields[6], were[6]);
            QCOMPARE(fields[7], were[7]);
        }
        // Equal addresses get equal replacements: the response goes back to the sender of the request.
        QCOMPARE(lines[0].split('\t')[1], lines[1].split('\t')[2]);
    }

    void completesCommandLines_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("offered");
        QTest::newRow("verb") << "re" << QByteArray("read");
        QTest::newRow("option") << "read x --cou" << QByteArray("--count");
        QTest::newRow("field") << "read x -e icmp.typ" << QByteArray("icmp.type");
        QTest::newRow("format") << "export x -F pcapn" << QByteArray("pcapng");
        QTest::newRow("plugin") << "inject x0 repl" << QByteArray("replay");
    }
    void completesCommandLines() {
        QFETCH(const QString, line);
        QFETCH(const QByteArray, offered);
        const auto completed =
            shell("PATH=$(dirname $CLI):$PATH; source <($CLI manual bash); COMP_WORDS=(tapscope-cli " + line +
                  "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _tapscope_cli; "
                  "echo ${COMPREPLY[*]}");
        QCOMPARE(completed.err, QByteArray());
        QCOMPARE(completed.out.trimmed(), offered);
    }

    void printsItsManual() {
        const QByteArray page = cli({"manual", "man"}).out;
        QVERIFY2(page.startsWith(".TH TAPSCOPE\\-CLI 1 ") && page.contains("\n.TP\n\\fB\\-\\-follow\\fR\n"), page);
    }

    void shortMemoryIsOneLine_data() {
        QTest::addColumn<int>("kibibytes");
        for (const int kibibytes : {80'000, 90'000, 100'000, 110'000, 120'000, 130'000, 140'000})
            QTest::addRow("%d", kibibytes) << kibibytes;
    }
    /// If there is enough memory, the file is read; otherwise, one line names the cause.
    void shortMemoryIsOneLine() {
        QFETCH(const int, kibibytes);
        const auto limit = "ulimit -v " + QByteArray::number(kibibytes) + "; ";
        QCOMPARE(run("ip", {"tuntap", "add", "mem0", "mode", "tap"}).status, 0);
        const auto remove = qScopeGuard([] { run("ip", {"link", "delete", "mem0"}); });
        for (const QByteArray verb :
             {"read $PING", "stats $PING io,phs", "capture mem0 -a duration:1 -w $FOLDER/mem.pcapng"}) {
            const auto ended = shell(limit + "$CLI " + verb + " > /dev/null");
            if (ended.status == 0)
                continue;
            QCOMPARE(ended.status, 1);
            // A capture prints what it captures before it allocates most of its memory.
            QByteArray errors = ended.err;
            errors.replace("Capturing on mem0\n", "");
            QVERIFY2(errors.count('\n') == 1 && errors.contains("memory"), verb + ": " + ended.err);
        }
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(CliStreamsTest)
#include "cli_streams_test.moc"
