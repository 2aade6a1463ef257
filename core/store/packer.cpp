#include <store/packer.h>

#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::size_t packStep = std::size_t{128} << 10;

/// Makes room for `size` more bytes at the end of a buffer.
std::byte* makeRoom(std::vector<std::byte>& out, std::size_t size) {
    const std::size_t at = out.size();
    out.resize(at + size);
    return out.data() + at;
}

/// Removes room that was not used. Does not call resize(), because g++ 12 warns that it might grow.
void dropLast(std::vector<std::byte>& out, std::size_t size) {
    out.erase(out.end() - static_cast<std::ptrdiff_t>(size), out.end());
}

class GzipPacker final : public Packer {
public:
    GzipPacker() {
        constexpr int gzip = 16, memory = 8;
        isReady_ = deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + gzip, memory,
                                Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~GzipPacker() override { deflateEnd(&stream_); }

    bool pack(Bytes input, std::vector<std::byte>& out) override {
        while (!input.empty()) { // zlib counts in 32 bits
            const Bytes some = input.first(std::min<std::size_t>(input.size(), std::size_t{1} << 30));
            input = input.subspan(some.size());
            stream_.next_in =
                reinterpret_cast<Bytef*>(const_cast<std::byte*>(some.data())); // zlib does not write to it
            stream_.avail_in = static_cast<uInt>(some.size());
            if (!deflateAll(Z_NO_FLUSH, out))
                return false;
        }
        return isReady_;
    }
    bool finish(std::vector<std::byte>& out) override { return deflateAll(Z_FINISH, out); }

private:
    bool deflateAll(int flush, std::vector<std::byte>& out) {
        int result = Z_OK;
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(makeRoom(out, packStep));
            stream_.avail_out = static_cast<uInt>(packStep);
            result = isReady_ ? deflate(&stream_, flush) : Z_MEM_ERROR;
            dropLast(out, stream_.avail_out);
        } while (stream_.avail_out == 0 && result == Z_OK);
        return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
    }

    z_stream stream_{};
    bool isReady_ = false;
};

class ZstdPacker final : public Packer {
public:
    bool pack(Bytes input, std::vector<std::byte>& out) override { return compress(input, ZSTD_e_continue, out); }
    bool finish(std::vector<std::byte>& out) override { return compress({}, ZSTD_e_end, out); }

private:
    bool compress(Bytes input, ZSTD_EndDirective directive, std::vector<std::byte>& out) {
        ZSTD_inBuffer in{.src = input.data(), .size = input.size(), .pos = 0};
        std::size_t left = 0;
        do {
            ZSTD_outBuffer some{.dst = makeRoom(out, packStep), .size = packStep, .pos = 0};
            left = ZSTD_compressStream2(stream_.get(), &some, &in, directive);
            dropLast(out, packStep - some.pos);
            if (ZSTD_isError(left) != 0)
                return false;
        } while (in.pos < in.size || (directive == ZSTD_e_end && left != 0));
        return true;
    }

    struct Free {
        void operator()(ZSTD_CStream* stream) const noexcept { ZSTD_freeCStream(stream); }
    };
    std::unique_ptr<ZSTD_CStream, Free> stream_{ZSTD_createCStream()};
};

class Lz4Packer final : public Packer {
public:
    Lz4Packer() { static_cast<void>(LZ4F_createCompressionContext(&context_, LZ4F_VERSION)); }
    ~Lz4Packer() override { LZ4F_freeCompressionContext(context_); }

    bool pack(Bytes input, std::vector<std::byte>& out) override {
        while (!input.empty()) {
            const Bytes some = input.first(std::min(input.size(), packStep));
            input = input.subspan(some.size());
            const bool isPacked =
                begin(out) && put(out, LZ4F_compressBound(some.size(), nullptr), [&](void* room, std::size_t size) {
                    return LZ4F_compressUpdate(context_, room, size, some.data(), some.size(), nullptr);
                });
            if (!isPacked)
                return false;
        }
        return true;
    }
    bool finish(std::vector<std::byte>& out) override {
        return begin(out) && put(out, LZ4F_compressBound(0, nullptr), [&](void* room, std::size_t size) {
                   return LZ4F_compressEnd(context_, room, size, nullptr);
               });
    }

private:
    bool begin(std::vector<std::byte>& out) {
        if (hasBegun_)
            return true;
        hasBegun_ = true;
        return context_ != nullptr && put(out, LZ4F_HEADER_SIZE_MAX, [&](void* room, std::size_t size) {
                   return LZ4F_compressBegin(context_, room, size, nullptr);
               });
    }
    template <typename Write>
    bool put(std::vector<std::byte>& out, std::size_t room, Write write) {
        std::byte* const start = makeRoom(out, room);
        const std::size_t written = write(start, room);
        const bool isError = LZ4F_isError(written) != 0;
        dropLast(out, room - (isError ? 0 : written));
        return !isError;
    }

    LZ4F_cctx* context_ = nullptr;
    bool hasBegun_ = false;
};

constexpr std::array packedSuffixes = {".gz", ".zst", ".lz4"};

} // namespace

std::unique_ptr<Packer> Packer::forName(const std::filesystem::path& name) {
    const auto suffix = name.extension();
    if (suffix == packedSuffixes[0])
        return std::make_unique<GzipPacker>();
    if (suffix == packedSuffixes[1])
        return std::make_unique<ZstdPacker>();
    return suffix == packedSuffixes[2] ? std::make_unique<Lz4Packer>() : nullptr;
}

std::filesystem::path withoutPackedSuffix(const std::filesystem::path& name) {
    return std::ranges::find(packedSuffixes, name.extension()) != packedSuffixes.end()
               ? name.parent_path() / name.stem()
               : name;
}

} // namespace tapscope
