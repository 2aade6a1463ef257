#pragma once

#include <base/frame.h>
#include <decode/conversation.h>
#include <decode/dissection.h>
#include <decode/registry.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tapscope {

/// The protocols whose objects can be exported.
enum class ObjectProtocol : std::uint8_t { Http, Tftp, Mail };

/// A transferred object: the body of an HTTP message, a file of TFTP, or a mail of SMTP.
struct CapturedObject {
    FrameNumber frame = 0;        ///< the last one of its frames
    std::string host, type, name; ///< from the network: printable text, but not valid as file names
    std::vector<std::byte> bytes;
    bool isWhole = true; ///< its end was seen, and no block of it is missing
};

/// Collects objects from dissected frames, in the capture's order. The frames must be dissected with a history that
/// reassembles TCP segments. HTTP bodies are decoded (gzip, deflate) if possible. One thread.
class ObjectCollector {
public:
    static constexpr std::size_t mostObjects = 100'000;
    static constexpr std::size_t mostBytes = std::size_t{1} << 30; ///< of all objects together
    static constexpr std::size_t mostAtOnce = 1000;                ///< unfinished transfers
    static constexpr std::size_t mostRequests = 100'000;           ///< remembered for their responses

    ObjectCollector(const DecoderRegistry& registry, ObjectProtocol protocol);

    /// The fields that take() needs besides the columns.
    [[nodiscard]] const std::vector<FieldId>& fields() const noexcept { return fields_; }
    void take(const Dissection& dissection);
    /// Must be called after the last frame: unfinished transfers become incomplete objects.
    void finish();

    [[nodiscard]] std::vector<CapturedObject>& objects() noexcept { return objects_; }
    /// Objects beyond the limits.
    [[nodiscard]] std::uint64_t leftOut() const noexcept { return leftOut_; }

private:
    /// The address and port of the client, or of the sender of a mail.
    using Key = std::pair<std::array<std::uint64_t, 2>, std::uint64_t>;
    struct Transfer {
        CapturedObject object;
        std::uint64_t nextBlock = 1;
        std::size_t blockSize = 512; ///< a shorter block is the last (RFC 1350); may be negotiated (RFC 2348)
    };
    struct Request {
        std::string host, uri;
    };
    struct HttpMessage {
        bool isRequest = false;
        FrameNumber requestIn = 0; ///< the request of a response
        std::string host, uri, type, coding;
        const FieldValue* body = nullptr;
        std::vector<const FieldValue*> chunks; ///< lines with sizes
    };
    void takeHttp(const Dissection& dissection);
    void endMessage(const Dissection& dissection, HttpMessage message);
    void takeTftp(const Dissection& dissection);
    void takeBlockSize(const Dissection& dissection, Transfer& transfer) const;
    void takeMail(const Dissection& dissection);
    [[nodiscard]] std::string text(const Dissection& dissection, std::string_view name) const;
    /// The last value of a field of that name, which is the innermost one; null = none.
    [[nodiscard]] const FieldValue* find(const Dissection& dissection, std::string_view name) const;
    /// Whether the bytes may be kept.
    bool grow(CapturedObject& object, Bytes bytes);
    void keep(CapturedObject object);

    const DecoderRegistry& registry_;
    ObjectProtocol protocol_;
    std::vector<FieldId> fields_;
    std::map<std::string_view, FieldId> byName_;
    std::map<Key, Transfer> transfers_;
    std::map<FrameNumber, Request> requests_;
    std::vector<CapturedObject> objects_;
    std::size_t bytes_ = 0;
    std::uint64_t leftOut_ = 0;
};

} // namespace tapscope
