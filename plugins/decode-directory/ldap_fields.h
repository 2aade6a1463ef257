#pragma once

#include <decode/dissection.h>

#include <span>

namespace tapscope::ldap {

enum Field : std::uint16_t {
    MessageId,
    ProtocolOperation,
    Version,
    Name,
    Authentication,
    Simple,
    Mechanism,
    Credentials,
    ResultCode,
    MatchedDn,
    ErrorMessage,
    BaseObject,
    Scope,
    Dereference,
    SizeLimit,
    TimeLimit,
    TypesOnly,
    Filter,
    Present,
    AttributeDescription,
    AssertionValue,
    RequestedAttribute,
    ObjectName,
    AttributeType,
    AttributeValue,
    Object,
    ChangeOperation,
    Entry,
    DeleteRequest,
    NewRdn,
    DeleteOldRdn,
    NewSuperior,
    AbandonRequest,
    RequestName,
    RequestValue,
    ResponseName,
    ResponseValue,
    ControlType,
    Criticality,
    ControlValue,
    ResponseTo,
    ResponseTime,
};

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;
/// The name of a field's value; "unknown" if it has none.
[[nodiscard]] std::string_view nameIn(Field field, std::uint64_t value) noexcept;

/// The message types: tags of the class APPLICATION (RFC 4511 section 4.2 and following).
enum Operation : std::uint8_t {
    BindRequest,
    BindResponse,
    UnbindRequest,
    SearchRequest,
    SearchEntry,
    SearchDone,
    ModifyRequest,
    ModifyResponse,
    AddRequest,
    AddResponse,
    DeleteRequestOperation,
    DeleteResponse,
    RenameRequest,
    RenameResponse,
    CompareRequest,
    CompareResponse,
    Abandon,
    SearchReference = 19,
    ExtendedRequest = 23,
    ExtendedResponse,
    IntermediateResponse,
};

/// Facts about an operation besides its fields.
struct OperationFacts {
    bool asksForTls = false; ///< an extended request for TLS
    bool isSuccess = false;  ///< according to the result code
};
/// Decodes the content of an operation, and adds to the Info column.
OperationFacts decodeOperation(std::uint8_t operation, ByteReader content, Dissection& d);

} // namespace tapscope::ldap
