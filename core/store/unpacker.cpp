#include <store/unpacker.h>

#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace tapscope {
namespace {

using namespace std::string_view_literals;

class GzipUnpacker final : public Unpacker {
public:
    GzipUnpacker() {
        constexpr int gzipOnly = 16;
        isReady_ = inflateInit2(&stream_, MAX_WBITS + gzipOnly) == Z_OK;
    }
    ~GzipUnpacker() override { inflateEnd(&stream_); }

    Step step(Bytes input, std::span<std::byte> output) override {
        if (!isReady_)
            return {.damage = "there is not enough memory to decompress it"};
        if (isBetween_)
            inflateReset(&stream_);
        isBetween_ = false;
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(input.data())); // zlib does not write to it
        stream_.avail_in = static_cast<uInt>(input.size());
        stream_.next_out = reinterpret_cast<Bytef*>(output.data());
        stream_.avail_out = static_cast<uInt>(output.size());
        const int result = inflate(&stream_, Z_NO_FLUSH);
        Step done{.taken = input.size() - stream_.avail_in,
                  .given = output.size() - stream_.avail_out,
                  .isAtEnd = result == Z_STREAM_END};
        isBetween_ = done.isAtEnd;
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            done.damage = stream_.msg != nullptr ? stream_.msg : "its compressed data are damaged";
        return done;
    }

private:
    z_stream stream_{};
    bool isReady_ = false, isBetween_ = false;
};

class ZstdUnpacker final : public Unpacker {
public:
    Step step(Bytes input, std::span<std::byte> output) override {
        ZSTD_inBuffer in{.src = input.data(), .size = input.size(), .pos = 0};
        ZSTD_outBuffer out{.dst = output.data(), .size = output.size(), .pos = 0};
        const std::size_t result = ZSTD_decompressStream(stream_.get(), &out, &in);
        Step done{.taken = in.pos, .given = out.pos, .isAtEnd = result == 0};
        if (ZSTD_isError(result) != 0)
            done.damage = ZSTD_getErrorName(result);
        return done;
    }

private:
    struct Free {
        void operator()(ZSTD_DStream* stream) const noexcept { ZSTD_freeDStream(stream); }
    };
    std::unique_ptr<ZSTD_DStream, Free> stream_{ZSTD_createDStream()};
};

class Lz4Unpacker final : public Unpacker {
public:
    Lz4Unpacker() { static_cast<void>(LZ4F_createDecompressionContext(&context_, LZ4F_VERSION)); }
    ~Lz4Unpacker() override { LZ4F_freeDecompressionContext(context_); }

    Step step(Bytes input, std::span<std::byte> output) override {
        std::size_t taken = input.size();
        std::size_t given = output.size();
        const std::size_t result = LZ4F_decompress(context_, output.data(), &given, input.data(), &taken, nullptr);
        if (LZ4F_isError(result) != 0)
            return {.damage = LZ4F_getErrorName(result)};
        return {.taken = taken, .given = given, .isAtEnd = result == 0};
    }

private:
    LZ4F_dctx* context_ = nullptr;
};

} // namespace

std::unique_ptr<Unpacker> Unpacker::of(Bytes start) {
    const std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
    if (text.starts_with("\x1f\x8b"sv))
        return std::make_unique<GzipUnpacker>();
    if (text.starts_with("\x28\xb5\x2f\xfd"sv))
        return std::make_unique<ZstdUnpacker>();
    if (text.starts_with("\x04\x22\x4d\x18"sv))
        return std::make_unique<Lz4Unpacker>();
    return nullptr;
}

} // namespace tapscope
