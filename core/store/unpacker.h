#pragma once

#include <base/frame.h>

#include <memory>
#include <span>
#include <string>

namespace tapscope {

/// One of the compression libraries as a stream. Like their own programs, it continues from one compressed part to the
/// next.
class Unpacker {
public:
    virtual ~Unpacker() = default;
    Unpacker() = default;
    Unpacker(const Unpacker&) = delete;
    Unpacker& operator=(const Unpacker&) = delete;

    struct Step {
        std::size_t taken = 0; ///< bytes of input consumed
        std::size_t given = 0; ///< bytes of output produced
        bool isAtEnd = false;  ///< at the end of a compressed part, where the file may end
        std::string damage;    ///< why nothing more can be unpacked
    };
    [[nodiscard]] virtual Step step(Bytes input, std::span<std::byte> output) = 0;

    /// Returns an unpacker for a file that begins with these bytes, or null if no library knows them.
    [[nodiscard]] static std::unique_ptr<Unpacker> of(Bytes start);
};

} // namespace tapscope
