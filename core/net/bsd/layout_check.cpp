// Generates no code: on a BSD, this compares our tables with the system's headers at compile time.

#include <net/bsd/system_tables.h>
#include <net/bsd/this_system.h>
#include <net/if.h>
#include <net/if_dl.h>

#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/sockio.h>
#include <sys/time.h>
#include <sys/types.h>
// after <netinet/in.h>, which it depends on
#include <netinet6/in6_var.h>

namespace tapscope::bsd {
namespace {

constexpr const SystemTraits& here = traitsOf(thisSystem);

static_assert(sizeof(void*) == 8 && sizeof(time_t) == 8, "the layouts are those of 64-bit systems");
static_assert(AF_INET == familyInet && AF_LINK == familyLink);
static_assert(AF_INET6 == here.addressFamilyInet6 && PF_ROUTE == here.protocolFamilyRoute);

#if defined(__FreeBSD__) || defined(__DragonFly__)
static_assert(SIOCIFCREATE2 == here.createInterface && SIOCGIFSTATUS == here.getStatus);
static_assert(sizeof(ifstat) == sizeof(StatusRequest));
static_assert(offsetof(ifreq, ifr_flagshigh) == offsetof(InterfaceRequest, value) + flagsHighOffset);
#else
static_assert(SIOCIFCREATE == here.createInterface);
#endif
static_assert(SIOCIFDESTROY == here.destroyInterface);
static_assert(SIOCGIFFLAGS == here.getFlags && SIOCSIFFLAGS == here.setFlags);
static_assert(SIOCGIFMTU == here.getMtu && SIOCSIFMTU == here.setMtu);
static_assert(SIOCAIFADDR == here.addAddress4 && SIOCDIFADDR == here.removeAddress4);
static_assert(SIOCAIFADDR_IN6 == here.addAddress6 && SIOCDIFADDR_IN6 == here.removeAddress6);
#if defined(__NetBSD__)
static_assert(SIOCALIFADDR == here.setLinkAddress && IFLR_ACTIVE == LinkAliasRequest::active);
static_assert(offsetof(if_laddrreq, addr) == offsetof(LinkAliasRequest, address));
static_assert(offsetof(if_laddrreq, dstaddr) == offsetof(LinkAliasRequest, destination));
#else
static_assert(SIOCSIFLLADDR == here.setLinkAddress);
#endif

static_assert(IFNAMSIZ == std::tuple_size_v<InterfaceNameField>);
static_assert(offsetof(ifreq, ifr_ifru) == offsetof(InterfaceRequest, value));
static_assert(sizeof(ifreq) <= sizeof(InterfaceRequest));

static_assert(sizeof(sockaddr_in) == sizeof(SocketAddress4));
static_assert(offsetof(sockaddr_in, sin_addr) == offsetof(SocketAddress4, address));
static_assert(sizeof(sockaddr_in6) == sizeof(SocketAddress6));
static_assert(offsetof(sockaddr_in6, sin6_addr) == offsetof(SocketAddress6, address));
static_assert(offsetof(sockaddr_in6, sin6_scope_id) == offsetof(SocketAddress6, scope));
static_assert(offsetof(sockaddr_dl, sdl_index) == offsetof(LinkAddress, index));
static_assert(offsetof(sockaddr_dl, sdl_nlen) == offsetof(LinkAddress, nameLength));
static_assert(offsetof(sockaddr_dl, sdl_alen) == offsetof(LinkAddress, addressLength));
static_assert(offsetof(sockaddr_dl, sdl_data) == offsetof(LinkAddress, data));

static_assert(offsetof(ifaliasreq, ifra_addr) == offsetof(Alias4Request, address));
static_assert(offsetof(ifaliasreq, ifra_broadaddr) == offsetof(Alias4Request, broadcast));
static_assert(offsetof(ifaliasreq, ifra_mask) == offsetof(Alias4Request, mask));
static_assert(sizeof(ifaliasreq) <= sizeof(Alias4Request));
static_assert(offsetof(in6_aliasreq, ifra_addr) == offsetof(Alias6Request, address));
static_assert(offsetof(in6_aliasreq, ifra_dstaddr) == offsetof(Alias6Request, destination));
static_assert(offsetof(in6_aliasreq, ifra_prefixmask) == offsetof(Alias6Request, mask));
static_assert(offsetof(in6_aliasreq, ifra_flags) == offsetof(Alias6Request, flags));
static_assert(offsetof(in6_aliasreq, ifra_lifetime.ia6t_vltime) == offsetof(Alias6Request, validSeconds));
static_assert(offsetof(in6_aliasreq, ifra_lifetime.ia6t_pltime) == offsetof(Alias6Request, preferredSeconds));
static_assert(sizeof(in6_aliasreq) <= sizeof(Alias6Request));
static_assert(sizeof(in6_ifreq) == sizeof(Address6Request));

#define TAPSCOPE_CHECK_FIELD(field, member)                                                                            \
    static_assert(offsetof(if_data, member) == here.data.field.offset &&                                               \
                  sizeof(if_data::member) == here.data.field.size)
TAPSCOPE_CHECK_FIELD(linkState, ifi_link_state);
TAPSCOPE_CHECK_FIELD(receivedFrames, ifi_ipackets);
TAPSCOPE_CHECK_FIELD(receivedBytes, ifi_ibytes);
TAPSCOPE_CHECK_FIELD(receiveDropped, ifi_iqdrops);
TAPSCOPE_CHECK_FIELD(sentFrames, ifi_opackets);
TAPSCOPE_CHECK_FIELD(sentBytes, ifi_obytes);
#if defined(__FreeBSD__) || defined(__OpenBSD__)
TAPSCOPE_CHECK_FIELD(sendDropped, ifi_oqdrops);
#endif
static_assert(LINK_STATE_UP == here.data.linkUp);

} // namespace
} // namespace tapscope::bsd
