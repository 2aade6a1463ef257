#pragma once

#include "device_service.h"

#include <QAbstractListModel>
#include <QHash>

#include <deque>

namespace tapscope {

/// The devices as rows, updated in place so that a selection and an editor stay where they are. Knows no widgets.
class DeviceListModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { NameRole = Qt::UserRole, KindRole, IsUpRole, HasCarrierRole, DescriptionRole, RateHistoryRole };

    explicit DeviceListModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    void update(const DeviceSnapshots& devices);
    /// The devices that the window itself captures from, and how ("attached", "monitored"); for their descriptions.
    void setCaptured(const QHash<QString, QString>& devices);

    /// Those of them that are switched off: no frames come from there.
    [[nodiscard]] QStringList capturedButOff() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// Null when there is none of that name.
    [[nodiscard]] const DeviceSnapshot* find(const QString& name) const;
    [[nodiscard]] QModelIndex indexOf(const QString& name) const;

private:
    struct Row {
        DeviceSnapshot snapshot;
        std::deque<double> rates;
    };
    [[nodiscard]] QString description(const Row& row) const;
    [[nodiscard]] static QString whyNoCarrier(DeviceKind kind);

    std::vector<Row> rows_;
    QHash<QString, QString> captured_;
};

/// "12.4 k frames/s"
[[nodiscard]] QString rateText(double framesPerSecond);

} // namespace tapscope
