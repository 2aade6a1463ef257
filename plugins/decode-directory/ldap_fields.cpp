#include "ldap_fields.h"

#include <array>

namespace tapscope::ldap {
namespace {

constexpr std::array resultCodes = {ValueName{0, "success"},
                                    ValueName{1, "operationsError"},
                                    ValueName{2, "protocolError"},
                                    ValueName{3, "timeLimitExceeded"},
                                    ValueName{4, "sizeLimitExceeded"},
                                    ValueName{5, "compareFalse"},
                                    ValueName{6, "compareTrue"},
                                    ValueName{7, "authMethodNotSupported"},
                                    ValueName{8, "strongAuthRequired"},
                                    ValueName{10, "referral"},
                                    ValueName{11, "adminLimitExceeded"},
                                    ValueName{12, "unavailableCriticalExtension"},
                                    ValueName{13, "confidentialityRequired"},
                                    ValueName{14, "saslBindInProgress"},
                                    ValueName{16, "noSuchAttribute"},
                                    ValueName{17, "undefinedAttributeType"},
                                    ValueName{18, "inappropriateMatching"},
                                    ValueName{19, "constraintViolation"},
                                    ValueName{20, "attributeOrValueExists"},
                                    ValueName{21, "invalidAttributeSyntax"},
                                    ValueName{32, "noSuchObject"},
                                    ValueName{33, "aliasProblem"},
                                    ValueName{34, "invalidDNSyntax"},
                                    ValueName{36, "aliasDereferencingProblem"},
                                    ValueName{48, "inappropriateAuthentication"},
                                    ValueName{49, "invalidCredentials"},
                                    ValueName{50, "insufficientAccessRights"},
                                    ValueName{51, "busy"},
                                    ValueName{52, "unavailable"},
                                    ValueName{53, "unwillingToPerform"},
                                    ValueName{54, "loopDetect"},
                                    ValueName{64, "namingViolation"},
                                    ValueName{65, "objectClassViolation"},
                                    ValueName{66, "notAllowedOnNonLeaf"},
                                    ValueName{67, "notAllowedOnRDN"},
                                    ValueName{68, "entryAlreadyExists"},
                                    ValueName{69, "objectClassModsProhibited"},
                                    ValueName{71, "affectsMultipleDSAs"},
                                    ValueName{80, "other"},
                                    ValueName{118, "canceled"},
                                    ValueName{119, "noSuchOperation"},
                                    ValueName{120, "tooLate"},
                                    ValueName{121, "cannotCancel"}};
constexpr std::array scopes = {ValueName{0, "baseObject"}, ValueName{1, "singleLevel"}, ValueName{2, "wholeSubtree"}};
constexpr std::array dereferences = {ValueName{0, "neverDerefAliases"}, ValueName{1, "derefInSearching"},
                                     ValueName{2, "derefFindingBaseObj"}, ValueName{3, "derefAlways"}};
constexpr std::array operations = {
    ValueName{0, "bindRequest"},      ValueName{1, "bindResponse"},    ValueName{2, "unbindRequest"},
    ValueName{3, "searchRequest"},    ValueName{4, "searchResEntry"},  ValueName{5, "searchResDone"},
    ValueName{6, "modifyRequest"},    ValueName{7, "modifyResponse"},  ValueName{8, "addRequest"},
    ValueName{9, "addResponse"},      ValueName{10, "delRequest"},     ValueName{11, "delResponse"},
    ValueName{12, "modDNRequest"},    ValueName{13, "modDNResponse"},  ValueName{14, "compareRequest"},
    ValueName{15, "compareResponse"}, ValueName{16, "abandonRequest"}, ValueName{19, "searchResRef"},
    ValueName{23, "extendedReq"},     ValueName{24, "extendedResp"},   ValueName{25, "intermediateResponse"}};
constexpr std::array authentications = {ValueName{0, "simple"}, ValueName{3, "sasl"}, ValueName{10, "ntlmsspNegotiate"},
                                        ValueName{11, "ntlmsspAuth"}};
constexpr std::array changeOperations = {ValueName{0, "add"}, ValueName{1, "delete"}, ValueName{2, "replace"},
                                         ValueName{3, "increment"}};
constexpr std::array filterKinds = {ValueName{0, "and"},         ValueName{1, "or"},
                                    ValueName{2, "not"},         ValueName{3, "equalityMatch"},
                                    ValueName{4, "substrings"},  ValueName{5, "greaterOrEqual"},
                                    ValueName{6, "lessOrEqual"}, ValueName{7, "present"},
                                    ValueName{8, "approxMatch"}, ValueName{9, "extensibleMatch"}};
constexpr std::array fields = {
    FieldInfo{.name = "ldap.messageID", .title = "messageID"},
    FieldInfo{.name = "ldap.protocolOp", .title = "protocolOp", .values = operations},
    FieldInfo{.name = "ldap.version", .title = "version"},
    FieldInfo{.name = "ldap.name", .title = "name", .type = FieldType::Text},
    FieldInfo{.name = "ldap.authentication", .title = "authentication", .values = authentications},
    FieldInfo{.name = "ldap.simple", .title = "simple", .type = FieldType::Text},
    FieldInfo{.name = "ldap.mechanism", .title = "mechanism", .type = FieldType::Text},
    FieldInfo{.name = "ldap.credentials", .title = "credentials", .type = FieldType::ByteString},
    FieldInfo{.name = "ldap.resultCode", .title = "resultCode", .values = resultCodes},
    FieldInfo{.name = "ldap.matchedDN", .title = "matchedDN", .type = FieldType::Text},
    FieldInfo{.name = "ldap.errorMessage", .title = "errorMessage", .type = FieldType::Text},
    FieldInfo{.name = "ldap.baseObject", .title = "baseObject", .type = FieldType::Text},
    FieldInfo{.name = "ldap.scope", .title = "scope", .values = scopes},
    FieldInfo{.name = "ldap.derefAliases", .title = "derefAliases", .values = dereferences},
    FieldInfo{.name = "ldap.sizeLimit", .title = "sizeLimit"},
    FieldInfo{.name = "ldap.timeLimit", .title = "timeLimit"},
    FieldInfo{.name = "ldap.typesOnly", .title = "typesOnly", .type = FieldType::Boolean},
    FieldInfo{.name = "ldap.filter", .title = "filter", .values = filterKinds},
    FieldInfo{.name = "ldap.present", .title = "present", .type = FieldType::Text},
    FieldInfo{.name = "ldap.attributeDesc", .title = "attributeDesc", .type = FieldType::Text},
    FieldInfo{.name = "ldap.assertionValue", .title = "assertionValue", .type = FieldType::Text},
    FieldInfo{.name = "ldap.AttributeDescription", .title = "AttributeDescription", .type = FieldType::Text},
    FieldInfo{.name = "ldap.objectName", .title = "objectName", .type = FieldType::Text},
    FieldInfo{.name = "ldap.type", .title = "type", .type = FieldType::Text},
    FieldInfo{.name = "ldap.AttributeValue", .title = "AttributeValue", .type = FieldType::ByteString},
    FieldInfo{.name = "ldap.object", .title = "object", .type = FieldType::Text},
    FieldInfo{.name = "ldap.operation", .title = "operation", .values = changeOperations},
    FieldInfo{.name = "ldap.entry", .title = "entry", .type = FieldType::Text},
    FieldInfo{.name = "ldap.delRequest", .title = "delRequest", .type = FieldType::Text},
    FieldInfo{.name = "ldap.newrdn", .title = "newrdn", .type = FieldType::Text},
    FieldInfo{.name = "ldap.deleteoldrdn", .title = "deleteoldrdn", .type = FieldType::Boolean},
    FieldInfo{.name = "ldap.newSuperior", .title = "newSuperior", .type = FieldType::Text},
    FieldInfo{.name = "ldap.abandonRequest", .title = "abandonRequest"},
    FieldInfo{.name = "ldap.requestName", .title = "requestName", .type = FieldType::Text},
    FieldInfo{.name = "ldap.requestValue", .title = "requestValue", .type = FieldType::ByteString},
    FieldInfo{.name = "ldap.responseName", .title = "responseName", .type = FieldType::Text},
    FieldInfo{.name = "ldap.responseValue", .title = "responseValue", .type = FieldType::ByteString},
    FieldInfo{.name = "ldap.controlType", .title = "controlType", .type = FieldType::Text},
    FieldInfo{.name = "ldap.criticality", .title = "criticality", .type = FieldType::Boolean},
    FieldInfo{.name = "ldap.controlValue", .title = "controlValue", .type = FieldType::ByteString},
    FieldInfo{.name = "ldap.response_to", .title = "Response To", .fromHistory = true},
    FieldInfo{.name = "ldap.time", .title = "Time", .type = FieldType::RelativeTime, .fromHistory = true},
};

} // namespace

std::span<const FieldInfo> fieldTable() noexcept {
    return fields;
}

std::string_view nameIn(Field field, std::uint64_t value) noexcept {
    return nameOf(fields[field].values, value, "unknown");
}

} // namespace tapscope::ldap
