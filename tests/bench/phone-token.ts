/** The token of a made-up phone, as long as a real one. */
export const phoneToken = (phone: number) => `phone-${String(phone).padStart(37, '0')}`
