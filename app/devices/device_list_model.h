#pragma once

#include "device_service.h"

#include <QAbstractListModel>
#include <QHash>

#include <deque>
#include <memory>
#include <span>
#include <vector>

namespace tapscope {

/// The devices as rows, updated in place so that the selection and an open editor stay. Independent of widgets.
class DeviceListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole,
        KindRole,
        IsUpRole,
        HasCarrierRole,
        DescriptionRole,
        RateHistoryRole,
        RateRole,
        SearchTextRole
    };

    explicit DeviceListModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    void update(const DeviceSnapshots& devices);
    /// The devices that this window captures on, and how ("attached", "monitored"), for their descriptions.
    void setCaptured(const QHash<QString, QString>& devices);

    /// The captured devices that are switched off, from which no frames arrive.
    [[nodiscard]] QStringList capturedButOff() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// Null if there is no device of that name.
    [[nodiscard]] const DeviceSnapshot* find(const QString& name) const;
    [[nodiscard]] QModelIndex indexOf(const QString& name) const;

private:
    struct Row {
        explicit Row(DeviceSnapshot device) : snapshot(std::move(device)) {}
        void show(const DeviceSnapshot& device);

        DeviceSnapshot snapshot;
        std::deque<double> rates;
    };
    void insertBefore(std::size_t row, std::span<const DeviceSnapshot> devices);
    void removeBetween(std::size_t first, std::size_t end);
    [[nodiscard]] QString description(const Row& row) const;
    [[nodiscard]] static QString searchText(const Row& row);
    [[nodiscard]] static QString whyNoCarrier(DeviceKind kind);

    std::vector<std::unique_ptr<Row>> rows_; ///< pointers, so that rows move quickly
    QHash<QString, QString> captured_;
};

/// "12.4 k frames/s"
[[nodiscard]] QString rateText(double framesPerSecond);

} // namespace tapscope
