#pragma once

#include <QHash>
#include <QSortFilterProxyModel>

namespace tapscope {

class DeviceListModel;

/// The devices that a search finds, in the order that the user has chosen. Independent of widgets.
class DeviceOrder final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    enum class Key { Name, Kind, Rate, State };
    static constexpr int keys = 4;

    explicit DeviceOrder(DeviceListModel& devices, QObject* parent = nullptr);

    /// Shows the devices in whose name, aliases, kind, addresses or programs each of the words occurs; empty: all.
    void setSearch(const QString& words);
    [[nodiscard]] bool isSearching() const noexcept { return !words_.isEmpty(); }
    void setKey(Key key);
    /// Sorts by the rates of this moment. Until the next call, no device moves because of its rate: a click must not
    /// hit another device than the one that was aimed at.
    void takeRates();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    [[nodiscard]] double rank(const QModelIndex& device) const;

    DeviceListModel& devices_;
    QStringList words_;
    Key key_ = Key::Name;
    QHash<QString, double> rates_; ///< by name
};

} // namespace tapscope
