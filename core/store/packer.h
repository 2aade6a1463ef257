#pragma once

#include <base/frame.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tapscope {

/// One of the compression libraries, as a stream: what Unpacker reads, and gzip, zstd and lz4 themselves.
class Packer {
public:
    virtual ~Packer() = default;
    Packer() = default;
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    /// Compresses more; what comes of it is put at the end of `out`. False when there is no memory.
    [[nodiscard]] virtual bool pack(Bytes input, std::vector<std::byte>& out) = 0;
    /// Puts the end of the compressed file at the end of `out`. The last call.
    [[nodiscard]] virtual bool finish(std::vector<std::byte>& out) = 0;

    /// For a file of that name: by its suffix .gz, .zst or .lz4. Null for all others.
    [[nodiscard]] static std::unique_ptr<Packer> forName(const std::filesystem::path& name);
};

/// "capture.pcapng" of "capture.pcapng.gz"; other names as they are.
[[nodiscard]] std::filesystem::path withoutPackedSuffix(const std::filesystem::path& name);

} // namespace tapscope
