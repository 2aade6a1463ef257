#include <decode/field_text.h>

#include <names/name_harvest.h>

namespace tapscope {

NameHarvest::NameHarvest(const DecoderRegistry& registry)
    : registry_(registry), recordName_(add("dns.resp.name")), recordIpv4_(add("dns.a")), recordIpv6_(add("dns.aaaa")),
      hostName_(add("dhcp.option.hostname")), clientIp_(add("dhcp.ip.client")), yourIp_(add("dhcp.ip.your")),
      requestedIp_(add("dhcp.option.requested_ip_address")) {}

FieldId NameHarvest::add(std::string_view name) {
    const auto found = registry_.find(name);
    if (found.empty())
        return noField;
    fields_.push_back(found.front());
    return found.front();
}

void NameHarvest::take(const Dissection& dissection, const OnName& onName) const {
    const auto text = [&](const FieldValue& value) {
        std::string made;
        appendValue(made, registry_, dissection, value, TextForm::Raw);
        return made;
    };
    std::string record, host, address;
    for (const FieldValue& value : dissection.fields()) {
        if (value.field == noField)
            continue;
        if (value.field == recordName_) {
            record = text(value);
        } else if (value.field == recordIpv4_ || value.field == recordIpv6_) {
            if (const auto known = IpAddress::parse(text(value)); known && !record.empty())
                onName(*known, record);
        } else if (value.field == hostName_) {
            host = text(value);
        } else if (value.field == clientIp_ || value.field == yourIp_ || value.field == requestedIp_) {
            if (value.number != 0)
                address = text(value);
        }
    }
    if (const auto known = IpAddress::parse(address); known && !host.empty())
        onName(*known, host);
}

} // namespace tapscope
