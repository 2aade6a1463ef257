#include "ftp_decoders.h"

#include <array>

namespace tapscope::ftp_data {
namespace {

enum Field : std::uint16_t { Command, Content };
constexpr std::array fields = {
    FieldInfo{.name = "ftp-data.command", .title = "Command", .type = FieldType::Text, .fromHistory = true},
    FieldInfo{.name = "ftp-data.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"tcp.port", 20}};
const ProtocolInfo info = {.abbreviation = "ftp-data",
                           .title = "FTP Data",
                           .column = "FTP-DATA",
                           .fields = fields,
                           .hooks = hooks,
                           .learns = true};

/// "(PASV) (RETR 1MB.zip)" split into pieces of the size of a fact. They are the same for all frames of a connection,
/// so they are stored once.
constexpr std::size_t pieceSize = 20, mostPieces = 6;
using Piece = std::array<char, pieceSize>;

struct Remark {
    std::array<char, pieceSize * mostPieces> characters{};
    std::size_t size = 0;
    [[nodiscard]] std::string_view view() const noexcept { return {characters.data(), size}; }
};

void learn(Dissection& d) {
    const auto* const transfers = d.captureWideOf<ftp::Transfers>("ftp");
    if (transfers == nullptr)
        return;
    for (const Endpoint& end : {d.sourceEndpoint(), d.destinationEndpoint()}) {
        const auto found = transfers->byEndpoint.find(end);
        if (found == transfers->byEndpoint.end())
            continue;
        std::string text = " (" + std::string(found->second.method) + ")";
        if (!found->second.command.empty())
            text += " (" + found->second.command + ")";
        text.resize(std::min(text.size(), pieceSize * mostPieces));
        for (std::size_t at = 0; at < text.size(); at += pieceSize) {
            Piece piece{};
            text.copy(piece.data(), pieceSize, at);
            d.remember(piece, static_cast<std::uint8_t>(at / pieceSize));
        }
        return;
    }
}

Remark remarkOf(const Dissection& d) {
    Remark remark;
    for (std::size_t i = 0; i < mostPieces; ++i) {
        const auto piece = d.recall<Piece>(static_cast<std::uint8_t>(i));
        if (!piece)
            break;
        for (const char c : *piece) {
            if (c != '\0')
                remark.characters[remark.size++] = c;
        }
    }
    return remark;
}

} // namespace

const ProtocolInfo& FtpDataDecoder::protocol() const noexcept {
    return info;
}

void FtpDataDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (d.isLearning())
        learn(d);
    const Remark remark = remarkOf(d);
    d.info("FTP Data: {} bytes{}", bytes.remaining(), remark.view());
    d.layerLabel("FTP Data ({} bytes data)", bytes.remaining());
    if (remark.size > 0)
        d.addText(Command, {}, remark.view().substr(1));
    d.data(bytes, Content, bytes.remaining());
}

} // namespace tapscope::ftp_data
