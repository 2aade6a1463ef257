#pragma once

#include <base/frame.h>

#include <memory>
#include <span>
#include <string>

namespace tapscope {

/// One of the compression libraries, as a stream. It goes on from one compressed part to the next, as their own
/// programs do.
class Unpacker {
public:
    virtual ~Unpacker() = default;
    Unpacker() = default;
    Unpacker(const Unpacker&) = delete;
    Unpacker& operator=(const Unpacker&) = delete;

    struct Step {
        std::size_t taken = 0; ///< bytes of the input
        std::size_t given = 0; ///< bytes of the output
        bool isAtEnd = false;  ///< of a compressed part: the file may end here
        std::string damage;    ///< nothing more can be unpacked
    };
    [[nodiscard]] virtual Step step(Bytes input, std::span<std::byte> output) = 0;

    /// For a file that begins with these bytes; null when none of them knows it.
    [[nodiscard]] static std::unique_ptr<Unpacker> of(Bytes start);
};

} // namespace tapscope
