// Untrusted octets at either end of the pipe of `tapscope-cli serve`: an accepted message has only one encoding, an
// accepted device is the same after another encoding and decoding, and blocks of frames are read within their octets.

#include <remote/device_coding.h>
#include <remote/frame_blocks.h>
#include <remote/serve_protocol.h>

#include <algorithm>
#include <cstdlib>

namespace {

using namespace tapscope;

void sameAgain(const std::vector<std::byte>& again, Bytes message) {
    if (!std::ranges::equal(again, message))
        std::abort();
}

void readFrames(Bytes blocks) {
    serve::BlockReader reader;
    const auto frames = reader.read(blocks);
    if (!frames)
        return;
    serve::BlockWriter writer;
    writer.frames(*frames);
}

void readDevice(const SettingTexts& words) {
    const auto device = serve::deviceOf(words);
    if (device && serve::deviceOf(serve::wordsOf(*device)) != *device)
        std::abort();
    static_cast<void>(parseNewDevice(words));
    for (const SettingText& word : words)
        static_cast<void>(parseDeviceChange(word));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes message = std::as_bytes(std::span(data, size));
    if (const auto request = serve::parseRequest(message)) {
        sameAgain(serve::encodeRequest(*request), message);
        if (const auto* const frames = std::get_if<serve::Frames>(&*request))
            readFrames(frames->blocks);
        if (const auto* const set = std::get_if<serve::Set>(&*request))
            readDevice(set->words);
    }
    if (const auto reply = serve::parseReply(message)) {
        sameAgain(serve::encodeReply(*reply), message);
        if (const auto* const devices = std::get_if<serve::Devices>(&*reply))
            std::ranges::for_each(devices->devices, readDevice);
    }
    return 0;
}
