#include "iscsi_decoder.h"

#include "iscsi_fields.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

using namespace iscsi;

constexpr std::size_t headerSize = 48; // the basic header segment
constexpr std::array hooks = {Hook{"tcp.port", 3260}, Hook{"tcp.port", 860}};
const ProtocolInfo info = {
    .abbreviation = "iscsi", .title = "iSCSI", .column = "iSCSI", .fields = iscsi::fields(), .hooks = hooks};

/// A number in the basic header: its position and its field.
struct Part {
    std::uint8_t at = 0;
    std::uint8_t size = 0;
    Field field{};
};
constexpr std::array fromInitiator = {Part{24, 4, CommandNumber}, Part{28, 4, ExpectedStatusNumber}};
constexpr std::array fromTarget = {Part{24, 4, StatusNumber}, Part{28, 4, ExpectedCommandNumber},
                                   Part{32, 4, MaximumCommandNumber}};
constexpr std::array nop = {Part{20, 4, TransferTag}};
constexpr std::array command = {Part{20, 4, ExpectedTransferLength}};
constexpr std::array response = {Part{2, 1, Response}, Part{3, 1, Status}, Part{36, 4, ExpectedDataNumber},
                                 Part{44, 4, ResidualCount}};
constexpr std::array taskManagement = {Part{1, 1, TaskFunction}, Part{20, 4, ReferencedTag},
                                       Part{32, 4, ReferencedCommand}, Part{36, 4, ExpectedDataNumber}};
constexpr std::array taskManagementResponse = {Part{2, 1, TaskResponse}};
constexpr std::array login = {Part{2, 1, VersionMax}, Part{3, 1, VersionMin}, Part{14, 2, Tsih},
                              Part{20, 2, ConnectionId}};
constexpr std::array loginResponse = {Part{2, 1, VersionMax}, Part{3, 1, VersionActive}, Part{14, 2, Tsih},
                                      Part{36, 2, LoginStatus}};
constexpr std::array dataOut = {Part{20, 4, TransferTag}, Part{28, 4, ExpectedStatusNumber}, Part{36, 4, DataNumber},
                                Part{40, 4, BufferOffset}};
constexpr std::array dataIn = {Part{20, 4, TransferTag}, Part{36, 4, DataNumber}, Part{40, 4, BufferOffset},
                               Part{44, 4, ResidualCount}};
constexpr std::array logout = {Part{1, 1, LogoutReason}, Part{20, 2, ConnectionId}};
constexpr std::array logoutResponse = {Part{2, 1, LogoutResult}, Part{40, 2, TimeToWait}, Part{42, 2, TimeToRetain}};
constexpr std::array snack = {Part{20, 4, TransferTag}, Part{28, 4, ExpectedStatusNumber}, Part{40, 4, SnackFirst},
                              Part{44, 4, SnackLength}};
constexpr std::array readyToTransfer = {Part{20, 4, TransferTag}, Part{36, 4, R2tNumber}, Part{40, 4, BufferOffset},
                                        Part{44, 4, DesiredLength}};
constexpr std::array asyncMessage = {Part{36, 1, AsyncEvent}, Part{37, 1, AsyncVendorCode}};
constexpr std::array reject = {Part{2, 1, RejectReason}, Part{36, 4, DataNumber}};

/// The contents of a message except for the numbers that all messages of a direction have.
struct Layout {
    Opcode opcode{};
    std::span<const Part> own;
    std::span<const Part> sequence;
};
constexpr std::array layouts = {
    Layout{NopOut, nop, fromInitiator},
    Layout{ScsiCommand, command, fromInitiator},
    Layout{TaskManagement, taskManagement, fromInitiator},
    Layout{Login, login, fromInitiator},
    Layout{Text, nop, fromInitiator},
    Layout{DataOut, dataOut, {}},
    Layout{Logout, logout, fromInitiator},
    Layout{SnackRequest, snack, {}},
    Layout{NopIn, nop, fromTarget},
    Layout{ScsiResponse, response, fromTarget},
    Layout{TaskManagementResponse, taskManagementResponse, fromTarget},
    Layout{LoginResponse, loginResponse, fromTarget},
    Layout{TextResponse, nop, fromTarget},
    Layout{DataIn, dataIn, fromTarget},
    Layout{LogoutResponse, logoutResponse, fromTarget},
    Layout{ReadyToTransfer, readyToTransfer, fromTarget},
    Layout{AsyncMessage, asyncMessage, fromTarget},
    Layout{Reject, reject, fromTarget},
};

/// The basic header segment, by position.
class Header {
public:
    Header(Bytes bytes, std::size_t offset) noexcept : bytes_(bytes), offset_(offset) {}

    [[nodiscard]] ByteReader at(std::size_t place, std::size_t size) const noexcept {
        return ByteReader(bytes_.subspan(place, size), offset_ + place);
    }
    [[nodiscard]] std::uint64_t number(std::size_t place, std::size_t size) const noexcept {
        return at(place, size).big(size);
    }
    [[nodiscard]] ByteRange range(std::size_t place, std::size_t size) const noexcept {
        return {static_cast<std::uint32_t>(offset_ + place), static_cast<std::uint32_t>(size)};
    }
    void add(Dissection& d, std::span<const Part> parts) const {
        for (const Part& part : parts)
            d.add(part.field, range(part.at, part.size), number(part.at, part.size));
    }

private:
    Bytes bytes_;
    std::size_t offset_;
};

/// "Read(10) LUN: 0x00 (LBA: 0x00000010, Len: 8)"
void describeCommand(Dissection& d, const Header& header) {
    enum : std::uint8_t { Read10 = 0x28, Write10 = 0x2a, Read16 = 0x88, Write16 = 0x8a };
    constexpr std::size_t cdb = 32;
    const auto operation = static_cast<std::uint8_t>(header.number(cdb, 1));
    d.infoAppend("SCSI: {} LUN: 0x{:02x} ", scsiCommandName(operation), header.number(9, 1));
    if (operation == Read10 || operation == Write10)
        d.infoAppend("(LBA: 0x{:08x}, Len: {})", header.number(cdb + 2, 4), header.number(cdb + 7, 2));
    else if (operation == Read16 || operation == Write16)
        d.infoAppend("(LBA: 0x{:016x}, Len: {})", header.number(cdb + 2, 8), header.number(cdb + 10, 4));
}

void describe(Dissection& d, const Header& header, std::uint8_t opcode) {
    switch (opcode) {
    case ScsiCommand:
        return describeCommand(d, header);
    case ScsiResponse:
        return d.infoAppend("SCSI: Response ({})", scsiStatusName(static_cast<std::uint8_t>(header.number(3, 1))));
    case DataIn:
    case DataOut:
        return d.infoAppend("SCSI: Data {} LUN: 0x{:02x} ", opcode == DataIn ? "In" : "Out", header.number(9, 1));
    case LoginResponse:
        return d.infoItem("Login Response ({})", nameOf(loginStates, header.number(36, 2), "Unknown"));
    case Logout:
        return d.infoItem("Logout Command ({})", nameOf(logoutReasons, header.number(1, 1) & 0x7fU, "Unknown"));
    case TaskManagement:
        return d.infoItem("Task Management Function ({})",
                          nameOf(taskFunctions, header.number(1, 1) & 0x7fU, "Unknown"));
    case TaskManagementResponse:
        return d.infoItem("Task Management Function Response ({})",
                          nameOf(taskResponses, header.number(2, 1), "Unknown"));
    default:
        return d.infoItem("{}", opcodeName(opcode));
    }
}

void addFlags(Dissection& d, const Header& header, std::uint8_t opcode) {
    d.add(Flags, header.range(1, 1), header.number(1, 1));
    const auto nest = d.nest();
    if (opcode == Login || opcode == LoginResponse)
        d.addBits({LoginTransit, LoginContinue, LoginCurrentStage, LoginNextStage}, header.range(1, 1),
                  header.number(1, 1));
    if (opcode == ScsiCommand)
        d.addBits({CommandRead, CommandWrite, CommandAttribute}, header.range(1, 1), header.number(1, 1));
}

/// The data of logins and texts: "key=value", each ended by a zero.
void addKeys(ByteReader bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        std::size_t length = 0;
        while (length < bytes.remaining() && bytes.peek(length) != 0)
            ++length;
        if (length != 0)
            d.text(bytes, KeyValue, length);
        if (!bytes.atEnd())
            bytes.skip(1);
    }
}

void decodeMessage(ByteReader& bytes, Dissection& d) {
    const std::size_t start = bytes.offset();
    const Header header(bytes.take(headerSize), start);
    if (bytes.overrun())
        return;
    const auto opcode = static_cast<std::uint8_t>(header.number(0, 1) & 0x3fU);
    d.addBits({OpcodeField, IsImmediate}, header.range(0, 1), header.number(0, 1));
    addFlags(d, header, opcode);
    const auto additional = static_cast<std::size_t>(header.number(4, 1)) * 4;
    const auto length = static_cast<std::size_t>(header.number(5, 3));
    d.add(AhsLength, header.range(4, 1), header.number(4, 1));
    d.add(DataLength, header.range(5, 3), length);
    d.addBytes(opcode == Login || opcode == LoginResponse ? Isid : Lun,
               header.range(8, opcode == Login || opcode == LoginResponse ? 6 : 8));
    d.add(TaskTag, header.range(16, 4), header.number(16, 4));
    const auto* layout = std::ranges::find(layouts, opcode, &Layout::opcode);
    if (layout != layouts.end()) {
        header.add(d, layout->own);
        header.add(d, layout->sequence);
    }
    if (opcode == ScsiCommand)
        d.addBytes(Cdb, header.range(32, 16));
    describe(d, header, opcode);
    bytes.skip(additional);
    if (length == 0 || bytes.overrun())
        return;
    const ByteReader data = bytes.part(length);
    if (opcode == Login || opcode == LoginResponse || opcode == Text || opcode == TextResponse)
        addKeys(data, d);
    else
        d.addBytes(Data, {static_cast<std::uint32_t>(data.offset()), static_cast<std::uint32_t>(data.remaining())});
    const std::size_t padding = (4U - length % 4U) % 4U;
    if (padding != 0 && bytes.has(padding))
        d.data(bytes, Padding, padding);
}

} // namespace

const ProtocolInfo& IscsiDecoder::protocol() const noexcept {
    return info;
}

bool IscsiDecoder::accepts(Bytes bytes, Claim /*claim*/) const {
    constexpr std::uint32_t largestData = std::uint32_t{1} << 22; // more than targets usually negotiate
    ByteReader reader(bytes);
    if (!reader.has(headerSize) || (reader.peek() & 0x80U) != 0 || opcodeName(reader.peek() & 0x3fU).empty())
        return false;
    reader.skip(4);
    constexpr std::uint8_t longestAdditional = 64; // of four bytes each
    return reader.u8() <= longestAdditional && reader.u24() <= largestData;
}

void IscsiDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("{}", "");
    while (!bytes.atEnd() && !bytes.overrun() && accepts(bytes.rest(), Claim::ByKey))
        decodeMessage(bytes, d);
    if (!bytes.atEnd()) // the next message's header continues in the next segment
        bytes.skip(bytes.remaining());
}

} // namespace tapscope
