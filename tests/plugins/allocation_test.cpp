#include <decode/dissector.h>
#include <filter/field_filter.h>
#include <plugin/plugin_host.h>
#include <support/capture_frames.h>

#include <QDirIterator>
#include <QTest>

#include <dlfcn.h>
#include <openssl/crypto.h>

#include <cstdlib>
#include <new>

namespace {

/// How often operator new and OpenSSL asked for memory since the program began.
std::size_t allocations = 0;

void* countedMalloc(std::size_t size, const char*, int) {
    ++allocations;
    return std::malloc(size);
}
void* countedRealloc(void* memory, std::size_t size, const char*, int) {
    ++allocations;
    return std::realloc(memory, size);
}
void countedFree(void* memory, const char*, int) {
    std::free(memory);
}
const bool countsOpenSsl = CRYPTO_set_mem_functions(countedMalloc, countedRealloc, countedFree) == 1;

} // namespace

// NOLINTBEGIN(misc-definitions-in-headers,cppcoreguidelines-no-malloc)
[[gnu::visibility("default")]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc();
}
[[gnu::visibility("default")]] void operator delete(void* memory) noexcept {
    std::free(memory);
}
[[gnu::visibility("default")]] void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
// NOLINTEND(misc-definitions-in-headers,cppcoreguidelines-no-malloc)

using namespace tapscope;

/// A Dissection keeps its memory: dissecting the same capture a second time needs no allocation, as dissection.h
/// promises.
class AllocationTest : public QObject {
    Q_OBJECT

    const PluginHost host_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    const Dissector dissector_{host_.decoders()};

    struct Capture {
        QByteArray file;
        std::vector<Frame> frames;
        History history;
    };

    [[nodiscard]] std::unique_ptr<Capture> learned(const QString& path) const {
        auto read = test::readCapture(path);
        if (!read)
            return nullptr;
        auto capture = std::make_unique<Capture>();
        capture->file = std::move(read->file);
        capture->frames = std::move(read->frames);
        const auto learning = DissectionPlan::learning(host_.decoders());
        Dissection dissection;
        for (const Frame& frame : capture->frames)
            dissector_.dissect(frame, learning, dissection, {.learning = &capture->history});
        return capture;
    }

    /// Our own captures, and the public ones if they are available (see captures_test).
    void everyCapture() const {
        QTest::addColumn<QString>("path");
        const QString named = qEnvironmentVariable("TAPSCOPE_CAPTURES");
        const QString shared = named.isEmpty() ? QStringLiteral(TAPSCOPE_SOURCE_DIR "/../shared/captures") : named;
        for (const QString& folder : {QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures"), shared + "/valid"}) {
            QDirIterator files(folder, {"*.pcap", "*.pcapng"}, QDir::Files);
            while (files.hasNext()) {
                const QString path = files.next();
                QTest::newRow(qPrintable(files.fileName())) << path;
            }
        }
    }

private slots:
    void allocationsOfPluginsAreCounted() {
        void* (*const ours)(std::size_t) = &operator new;
        QCOMPARE(dlsym(RTLD_DEFAULT, "_Znwm"), reinterpret_cast<void*>(ours));
        QVERIFY(countsOpenSsl);
    }

    void columnsAllocateNothing_data() { everyCapture(); }
    void columnsAllocateNothing() {
        QFETCH(const QString, path);
        const auto capture = learned(path);
        QVERIFY(capture && !capture->frames.empty());
        const auto plan = DissectionPlan::columns(host_.decoders());
        Dissection dissection;
        const auto walk = [&] {
            for (const Frame& frame : capture->frames)
                dissector_.dissect(frame, plan, dissection, {.history = &capture->history});
        };
        walk();
        QCOMPARE(dissection.protocolColumn().empty(), false);
        for (const Frame& frame : capture->frames) {
            const std::size_t before = allocations;
            dissector_.dissect(frame, plan, dissection, {.history = &capture->history});
            QVERIFY2(allocations == before,
                     qPrintable(QString("frame %1: %2 allocations").arg(frame.number).arg(allocations - before)));
        }
    }

    void filtersAllocateNothing_data() { everyCapture(); }
    void filtersAllocateNothing() {
        QFETCH(const QString, path);
        const auto capture = learned(path);
        QVERIFY(capture && !capture->frames.empty());
        const auto filter = FieldFilter::compile("tcp.port == 80 || dns.qry.name contains \"example\" || "
                                                 "http.host == \"a\" || tls.handshake.extensions_server_name || sip",
                                                 host_.decoders());
        QVERIFY(filter);
        const auto plan = DissectionPlan::fields(host_.decoders(), filter->fields());
        Dissection dissection;
        FilterScratch scratch;
        const auto walk = [&] {
            std::size_t passed = 0;
            for (const Frame& frame : capture->frames) {
                dissector_.dissect(frame, plan, dissection, {.history = &capture->history});
                passed += filter->matches(dissection, scratch) ? 1 : 0;
            }
            return passed;
        };
        const std::size_t passed = walk();
        const std::size_t before = allocations;
        const std::size_t passedAgain = walk();
        QCOMPARE(allocations - before, std::size_t{0});
        QCOMPARE(passedAgain, passed);
    }
};

QTEST_GUILESS_MAIN(AllocationTest)
#include "allocation_test.moc"
