#pragma once

#include <base/ip_address.h>
#include <decode/dissection.h>
#include <decode/registry.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// Takes names of hosts from frames: answers of DNS and mDNS, and the host names of DHCP clients. Immutable; any
/// thread.
class NameHarvest {
public:
    explicit NameHarvest(const DecoderRegistry& registry);

    /// The fields that take() needs, for a DissectionPlan.
    [[nodiscard]] const std::vector<FieldId>& fields() const noexcept { return fields_; }
    using OnName = std::function<void(const IpAddress&, std::string_view name)>;
    void take(const Dissection& dissection, const OnName& onName) const;

private:
    [[nodiscard]] FieldId add(std::string_view name);

    const DecoderRegistry& registry_;
    std::vector<FieldId> fields_;
    FieldId recordName_, recordIpv4_, recordIpv6_, hostName_, clientIp_, yourIp_, requestedIp_;
};

} // namespace tapscope
