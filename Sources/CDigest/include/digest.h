#pragma once
#include <stddef.h>
#include <stdint.h>

/// A running SHA-256 (FIPS 180-4), computed by OpenSSL's EVP interface.
typedef struct onrecord_sha256 onrecord_sha256;

/// @return NULL where memory ran out.
onrecord_sha256 *onrecord_sha256_new(void);
/// Takes in more bytes. @return 0 on failure.
int onrecord_sha256_update(onrecord_sha256 *hash, const void *bytes, size_t count);
/// Writes the 32 bytes of the sum over all that was taken in so far; more may follow. @return 0 on failure.
int onrecord_sha256_sum(const onrecord_sha256 *hash, uint8_t sum[32]);
void onrecord_sha256_free(onrecord_sha256 *hash);

/// The keyed hash of some bytes (RFC 2104).
/// @param algorithm a name that OpenSSL knows: "SHA1", "SHA256", "SHA384", "SHA512".
/// @param sum room for the sum; its length goes to sum_count.
/// @return 0 where there is no such algorithm, or on failure.
int onrecord_hmac(
    const char *algorithm, const void *key, size_t key_count, const void *bytes, size_t count, uint8_t sum[64], size_t *sum_count);
