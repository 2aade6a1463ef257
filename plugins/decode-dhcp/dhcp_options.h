#pragma once

#include <decode/dissection.h>

#include <array>
#include <cstdint>

namespace tapscope::dhcp {

/// The options of a message: those after the magic cookie, and those in the boot file name and server name fields, if
/// option 52 says that they hold options (RFC 2131 section 4.1).
class Options {
public:
    /// `file` and `server` are these two fields, complete or empty.
    Options(ByteReader options, ByteReader file, ByteReader server) noexcept;

    [[nodiscard]] bool areInFile() const noexcept { return (overload_ & 1U) != 0; }
    [[nodiscard]] bool areInServer() const noexcept { return (overload_ & 2U) != 0; }
    /// 0 if there is none: BOOTP.
    [[nodiscard]] std::uint8_t messageType() const noexcept { return messageType_; }

    /// Adds all options. An option split into several parts (RFC 3396) is shown with its last part.
    void decode(ByteReader& bytes, Dissection& dissection) const;

private:
    void decodeArea(ByteReader& bytes, Dissection& dissection, bool isMain) const;
    void decodeOverloaded(ByteReader area, Dissection& dissection, Dissection::Field heading) const;
    /// Whether several options of this code form one value.
    [[nodiscard]] bool isSplit(std::uint8_t code) const noexcept;
    void decodePart(std::uint8_t code, ByteReader part, Dissection& dissection) const;
    template <typename Visit>
    void visit(Visit take) const;

    /// In the order in which RFC 3396 section 5 concatenates parts.
    std::array<ByteReader, 3> areas_;
    std::array<std::uint8_t, 256> counts_{}; ///< by code; stops counting at 255
    std::uint8_t overload_ = 0, messageType_ = 0;
};

} // namespace tapscope::dhcp
