#pragma once

#include <base/frame.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tapscope {

/// One of the compression libraries as a stream. Unpacker, gzip, zstd and lz4 can read its output.
class Packer {
public:
    virtual ~Packer() = default;
    Packer() = default;
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    /// Compresses more input and appends the result to `out`. Returns false if there is no memory.
    [[nodiscard]] virtual bool pack(Bytes input, std::vector<std::byte>& out) = 0;
    /// Appends the end of the compressed file to `out`. Must be the last call.
    [[nodiscard]] virtual bool finish(std::vector<std::byte>& out) = 0;

    /// Returns a packer for a file name with the suffix .gz, .zst or .lz4, and null for all others.
    [[nodiscard]] static std::unique_ptr<Packer> forName(const std::filesystem::path& name);
};

/// Returns "capture.pcapng" for "capture.pcapng.gz", and other names unchanged.
[[nodiscard]] std::filesystem::path withoutPackedSuffix(const std::filesystem::path& name);

} // namespace tapscope
