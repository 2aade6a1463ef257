// An untrusted script: the input is a Lua file, which is read, registered and used to decode frames, like one in the
// user's folder. The script ends at a NUL; the rest is the payload of one more datagram. Every script must end in time,
// access only its frame, and leave the process as it was.

#include <decode/dissector.h>
#include <decode/tree_text.h>
#include <file/capture_parser.h>
#include <plugin/plugin_host.h>

#include <QFile>

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace tapscope;

/// A file in memory with the script, and a name by which it can be opened.
class ScriptFile {
public:
    ScriptFile() : fd_(memfd_create("script.lua", MFD_CLOEXEC)) {}
    void write(const std::uint8_t* data, std::size_t size) const {
        if (ftruncate(fd_, 0) != 0 || pwrite(fd_, data, size, 0) != static_cast<ssize_t>(size))
            std::abort();
    }
    [[nodiscard]] QString path() const { return QStringLiteral("/proc/self/fd/%1").arg(fd_); }

private:
    int fd_;
};

/// The plugins that lead to a script. Others would only take time.
const QStringList needed = {"decode-ethernet", "decode-ipv4", "decode-udp", "decode-lua"};

QStringList others() {
    QStringList without;
    const PluginHost all({TAPSCOPE_PLUGIN_DIR});
    for (const PluginRecord& record : all.records()) {
        if (std::ranges::none_of(needed, [&](const QString& name) { return record.path.contains("/" + name + "."); }))
            without << record.id;
    }
    return without;
}

struct Scene {
    ScriptFile file;
    PluginHost host{{TAPSCOPE_PLUGIN_DIR}, {.folders = {}, .files = {file.path()}}, {.without = others()}};
    QByteArray capture;
    std::vector<Frame> frames;

    Scene() {
        QFile captured(QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/script-gauge.pcap"));
        const auto loaded = std::ranges::count_if(
            host.records(), [](const PluginRecord& record) { return record.refusal.isEmpty() && !record.isOff; });
        if (loaded != std::ssize(needed) || !captured.open(QFile::ReadOnly))
            std::abort();
        capture = captured.readAll();
        const Bytes bytes = std::as_bytes(std::span(capture.constData(), static_cast<std::size_t>(capture.size())));
        CaptureParser parser;
        while (parser.next(bytes.subspan(static_cast<std::size_t>(parser.offset()))) < CaptureParser::Step::NeedMore) {
            if (parser.consumed() != 0 && !parser.frame().bytes.empty())
                frames.push_back(parser.frame());
        }
        if (frames.empty())
            std::abort();
    }
};

Scene& scene() {
    static Scene all;
    return all;
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    scene(); // before the first input, so that the plugins' coverage counts from the start
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto* end = std::find(data, data + size, std::uint8_t{0});
    scene().file.write(data, static_cast<std::size_t>(end - data));
    const auto scripts = scene().host.readScripts();
    const DecoderRegistry& registry = scripts->registry();
    const Dissector dissector(registry);
    const auto plan = DissectionPlan::tree(registry);
    Dissection dissection;
    std::string text;
    const auto decode = [&](const Frame& frame) {
        dissector.dissect(frame, plan, dissection);
        text.clear();
        appendTree(text, registry, dissection);
        for (const FieldValue& value : dissection.fields()) {
            const std::size_t there = dissection.buffers()[value.buffer].bytes.size();
            if (std::size_t{value.range.offset} + value.range.length > there &&
                registry.field(value.field).type != FieldType::Protocol)
                std::abort(); // a field that reaches beyond its bytes
        }
    };
    for (const Frame& frame : scene().frames)
        decode(frame);
    if (end != data + size) { // the datagram's headers, and the input's payload
        constexpr std::size_t headers = 14 + 20 + 8;
        const Bytes captured = scene().frames.front().bytes;
        std::vector<std::byte> bytes(
            captured.begin(), captured.begin() + static_cast<std::ptrdiff_t>(std::min(headers, captured.size())));
        const Bytes payload = std::as_bytes(std::span(end + 1, data + size));
        bytes.insert(bytes.end(), payload.begin(), payload.end());
        decode({.bytes = bytes, .originalLength = static_cast<std::uint32_t>(bytes.size())});
    }
    return 0;
}
